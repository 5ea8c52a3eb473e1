%% SPDX-License-Identifier: Apache-2.0
%% Native map functions: results and errors.
-module(map_bifs).
-export([main/0]).
-include("t.hrl").

main() ->
    M = #{a => 1, b => 2},
    t:bif(maps, get, [[a, M], [c, M], [a, []], [a, #{}], [1.0, #{1 => x}]]),
    t:bif(maps, find, [[a, M], [c, M], [a, x]]),
    t:bif(maps, is_key, [[a, M], [c, M], [a, {}]]),
    t:bif(maps, put, [[a, 9, M], [c, 3, M], [a, 1, a]]),
    t:bif(maps, update, [[a, 9, M], [c, 3, M], [a, 1, a], [{k}, 1, #{}]]),
    t:bif(maps, remove, [[a, M], [c, M], [a, 1]]),
    t:bif(maps, take, [[a, M], [c, M], [a, 1]]),
    t:bif(maps, keys, [[M], [#{}], [a]]),
    t:bif(maps, values, [[M], [#{}], [[]]]),
    t:bif(maps, merge, [[M, #{b => x, c => y}], [#{}, M], [M, #{}], [a, M], [M, a]]),
    t:bif(maps, from_list, [[[{a, 1}, {a, 2}, {b, 3}]], [[]], [[{a}]], [[{a, 1} | x]], [a], [[a]],
            [[{a, 1, 2}]]]),
    t:bif(maps, from_keys, [[[a, b, a], v], [[], v], [[a | b], v], [a, v]]),
    t:bif(erlang, map_size, [[M], [#{}], [a], [[]]]),
    t:bif(erlang, map_get, [[a, M], [c, M], [a, a]]),
    t:bif(erlang, is_map_key, [[a, M], [c, M], [a, a]]),
    t:bif(erlang, is_map, [[M], [{}], [[]]]),
    ?T(maps:to_list(M)),
    ?T(maps:to_list(id(a))),
    ?T(maps:size(M)),
    ?T(maps:size(id(a))),
    ?T(maps:new()),
    ?T(maps:get(c, M, default)),
    ?T(maps:get(c, id(x), default)),
    ?T(map_get(c, id(M))),
    ?T(map_size(id(x))),
    ?T(maps:get(id(zz), M)),
    ?T(maps:update(id(zz), 1, M)),
    ?T(erts_internal:map_to_tuple_keys(#{z => 1, a => 2, 1 => 3})).

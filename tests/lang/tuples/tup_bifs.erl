%% SPDX-License-Identifier: Apache-2.0
%% Tuple BIFs: element, setelement, make_tuple, append, insert, delete, conversions, and their
%% errors.
-module(tup_bifs).
-export([main/0]).
-include("t.hrl").

main() ->
    T = {a, 2, "three", 4.0, <<"5">>},
    t:bif(erlang, element, [[N, T] || N <- [1, 5, 0, 6, -1, a, 1.0, 1 bsl 70]] ++ [[1, []], [1, {}],
            [1, a]]),
    t:bif(erlang, setelement, [[N, T, x] || N <- [1, 5, 0, 6, a]] ++ [[1, {}, x], [1, [a], x]]),
    t:bif(erlang, tuple_size, [[T], [{}], [[]], [a]]),
    t:bif(erlang, size, [[T], [{}], [<<1, 2>>], [<<1:3>>], [#{}], [a]]),
    t:bif(erlang, make_tuple, [[3, x], [0, x], [-1, x], [a, x], [1.0, x], [1 bsl 24, x],
            [1 bsl 70, x]]),
    t:bif(erlang, make_tuple, [[3, x, []], [3, x, [{1, a}, {3, c}]], [2, x, [{1, a}, {1, b}]],
            [2, x, [{3, a}]],
                               [2, x, [{0, a}]], [2, x, [a]], [2, x, [{1, a} | b]], [2, x, y],
                                   [2, x, [{1, a, b}]]]),
    t:bif(erlang, append_element, [[T, x], [{}, x], [[], x], [a, x]]),
    t:bif(erlang, insert_element, [[1, T, x], [6, T, x], [7, T, x], [0, T, x], [a, T, x],
            [1, {}, x], [1, [], x]]),
    t:bif(erlang, delete_element, [[1, T], [5, T], [6, T], [0, T], [a, T], [1, {}], [1, []],
            [1, {z}]]),
    t:bif(erlang, tuple_to_list, [[T], [{}], [[]], [a]]),
    t:bif(erlang, list_to_tuple, [[[1, 2]], [[]], [[1 | 2]], [a], ["ab"]]),
    ?T([setelement(N, T, N) || N <- [1, 3]]),
    ?T(setelement(3, setelement(2, id(T), b), c)),
    ?T(begin {A, _, _, _, E} = T, setelement(1, setelement(5, T, A), E) end),
    ?T(T =:= setelement(1, T, a)),
    ?T(erts_debug:same(T, setelement(1, T, a))),
    ?T([tuple_size(erlang:make_tuple(N, 0)) || N <- [10, 1000, 100000]]),
    ?T(t:sum(list_to_tuple(lists:seq(1, 50000)))),
    ?T(element(40000, list_to_tuple(lists:seq(1, 50000)))),
    ?T({{}, {{}}, {{{}}, {}}}),
    ?T([tuple_size(X) || X <- id([{}, {1}, {1, 2}])]),
    ?T(list_to_tuple(lists:duplicate(10, {nested, [tuple]}))).

%% SPDX-License-Identifier: Apache-2.0
%% Native functions of lists: member, reverse/2, keyfind, keymember, keysearch.
%% heavy: large heap
-module(lst_native).
-export([main/0]).
-include("t.hrl").

main() ->
    t:bif(lists, member, [[a, [a, b]], [c, [a, b]], [1, [1.0]], [1, []], [1, [a | b]], [b, [a | b]],
            [1, x],
                          ["x", ["y", "x"]], [1 bsl 70, [1 bsl 70]], [{1, [2]}, [{1, [2]}]],
                              [2.0, [2, 2.0]]]),
    t:bif(lists, reverse, [[[1, 2, 3], []], [[1, 2], [0]], [[1, 2], tail], [[], x], [[1 | 2], []],
            [x, []]]),
    T = [{1, a}, {2, b, x}, {}, {1.0, c}, not_a_tuple, {k}, {"s", d}, {3, {1}}, [1, 2],
        {1, second}],
    t:bif(lists, keyfind, [[K, N, T] || {K, N} <- [{1, 1}, {1.0, 1}, {k, 1}, {b, 2}, {x, 3},
            {"s", 1}, {{1}, 2}, {z, 1}]]),
    t:bif(lists, keymember, [[K, N, T] || {K, N} <- [{1, 1}, {2.0, 1}, {second, 2}, {z, 1},
            {x, 4}]]),
    t:bif(lists, keysearch, [[K, N, T] || {K, N} <- [{1, 1}, {x, 3}, {z, 1}]]),
    t:bif(lists, keyfind, [[1, 0, T], [1, a, T], [1, -1, T], [1, 1.0, T], [1, 1 bsl 70, T],
            [1, 1, a], [1, 1, [{2} | x]],
                           [2, 1, [{2} | x]], [x, 1, []], [x, 0, []], [x, 1 bsl 40, T]]),
    t:bif(lists, keymember, [[1, 0, T], [1, 1, {}]]),
    t:bif(lists, keysearch, [[1, 0, T], [1, 1, [a | b]]]),
    ?T(lists:keyfind(0.0, 1, id([{-0.0, x}]))),
    ?T(lists:keyfind(1 bsl 64, 1, id([{1.8446744073709552e19, x}]))),
    ?T(t:sum(lists:reverse(lists:seq(1, 100000), [end_of]))),
    ?T(lists:member(99999, lists:seq(1, 100000))),
    ?T(lists:keyfind(77777, 2, [{a, X} || X <- lists:seq(1, 80000)])).

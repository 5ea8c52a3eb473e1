%% SPDX-License-Identifier: Apache-2.0
%% Sorting: stability, patterns of runs, mixed types, usort, merge, keysort and friends.
-module(lst_sort).
-export([main/0]).
-include("t.hrl").

main() ->
    Data = [{a, []}, {b, [1]}, {c, lists:seq(1, 50)}, {d, lists:seq(50, 1, -1)},
        {e, random(200, 7)},
            {f, [X rem 5 || X <- lists:seq(1, 60)]}, {g, saw(40)}, {h, mixed()},
            {i, lists:duplicate(30, x)}, {j, [1, 1.0, 1, 1.0, 0, -0.0, 0.0]}],
    [t:p("~w ~w", [N, lists:sort(L)]) || {N, L} <- Data],
    [t:p("~w ~w", [N, lists:usort(L)]) || {N, L} <- Data],
    [t:p("~w ~w", [N, lists:sort(fun(A, B) -> A >= B end, L)]) || {N, L} <- Data],
    [t:p("~w ~w", [N, lists:usort(fun(A, B) -> A >= B end, L)]) || {N, L} <- Data],
    Keys = [{X rem 7, I} || {X, I} <- lists:zip(random(100, 3), lists:seq(1, 100))],
    ?T(lists:keysort(1, Keys)),
    ?T(lists:ukeysort(1, Keys)),
    ?T(lists:keysort(1, [{1, a}, {1.0, b}, {1, c}, {0, d}, {1.0, e}])),
    ?T(lists:ukeysort(1, [{1, a}, {1.0, b}, {1, c}, {0, d}])),
    ?T(lists:keysort(3, [{1, 2}])),
    ?T(lists:keysort(3, id([{1, 2}, {3, 4}]))),
    ?T(lists:merge([1, 3, 5], [2, 3, 4])),
    ?T(lists:merge([[1, 4], [2, 5], [3, 6], [0]])),
    ?T(lists:merge3([1, 4], [2, 5], [3, 6])),
    ?T(lists:umerge([1, 2, 3], [2, 3, 4])),
    ?T(lists:umerge([[1, 2], [2, 3], [1, 3]])),
    ?T(lists:merge(fun(A, B) -> A >= B end, [5, 3], [4, 2])),
    ?T(lists:keymerge(1, [{1, a}, {3, b}], [{1, c}, {2, d}])),
    ?T(lists:ukeymerge(1, [{1, a}, {3, b}], [{1, c}, {2, d}])),
    ?T(lists:rmerge([5, 3], [4, 2])),
    ?T(lists:rumerge([5, 3], [5, 2])),
    ?T({lists:keydelete(2, 1, [{1}, {2}, {2}]), lists:keyreplace(2, 1, [{1}, {2}], {x}),
            lists:keystore(3, 1, [{1}], {3})}),
    ?T({lists:keytake(2, 1, [{1}, {2}, {3}]), lists:keytake(9, 1, []),
            lists:keymap(fun(X) -> -X end, 1, [{1, a}])}),
    ?T(lists:keystore(1, 1, [{1}], id(not_tuple))),
    ?T(lists:sort(id([b | a]))),
    ?T(lists:sort(id(x))),
    ?T(t:sum(lists:sort(random(20000, 99)))),
    ?T(t:sum(lists:usort(fun(A, B) -> A rem 1000 =< B rem 1000 end, random(5000, 5)))),
    ?T([X || {_, X} <- lists:sort(fun({A, _}, {B, _}) -> A =< B end,
            [{K rem 3, K} || K <- lists:seq(1, 30)])]).

random(0, _) -> [];
random(N, S) -> [S rem 10007 | random(N - 1, (S * 1103515245 + 12345) band 16#7fffffff)].

saw(N) -> [abs((X rem 10) - 5) * X || X <- lists:seq(1, N)].

mixed() ->
    [a, 1, "s", {1}, 2.5, <<"b">>, #{}, [], b, {}, -1, 1 bsl 70, [a | b], <<1:1>>, #{a => 1},
        {1, 2}, 1.0, fun lists:map/2].

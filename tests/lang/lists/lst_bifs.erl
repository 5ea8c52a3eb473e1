%% SPDX-License-Identifier: Apache-2.0
%% The list BIFs: hd, tl, length, ++, --, on proper, improper and wrong arguments.
-module(lst_bifs).
-export([main/0]).
-include("t.hrl").

main() ->
    Lists = [[], [1], [1, 2, 3], [1 | 2], [1, 2 | 3], [[]], [[1], [2]], "text", [a | <<"b">>]],
    [t:p("~w: ~w", [L, [value(fun() -> F(L) end)
                        || F <- [fun erlang:hd/1, fun erlang:tl/1, fun erlang:length/1,
                            fun is_list/1]]])
     || L <- Lists ++ [a, {}, <<>>, 1]],
    [t:p("~w ++ ~w: ~w", [A, B, value(fun() -> A ++ B end)]) || A <- Lists,
            B <- [[], [x], y, [x | y]]],
    [t:p("~w -- ~w: ~w", [A, B, value(fun() -> A -- B end)])
     || A <- Lists, B <- [[], [1], [2, 2], [1.0], [[]], [1 | 2], a]],
    ?T(hd(id([]))),
    ?T(tl(id(a))),
    ?T(length(id([1 | 2]))),
    ?T(length(id({}))),
    ?T(id(a) ++ id([1])),
    ?T(id([1 | 2]) ++ id([1])),
    ?T(id([]) ++ id(not_a_list)),
    ?T(id([1]) -- id(a)),
    ?T(id(a) -- id([])),
    ?T(erlang:append(id([1]), id(2))),
    ?T(erlang:append(id(a), id([]))),
    ?T(erlang:subtract(id([1, 2]), id([2]))),
    ?T([1, 2, 3, 2, 1, 2, 3] -- id([2, 1, 2])),
    ?T(id([1, 2, 3]) -- id([3]) -- id([2])),
    ?T(t:sum(lists:seq(1, 5000) -- lists:seq(1, 5000, 3))),
    ?T((lists:seq(1, 3000) ++ lists:seq(1, 3000)) -- lists:seq(3000, 1, -1) =:= lists:seq(1, 3000)),
    ?T([1.0, 1, a, {1}, {1.0}] -- id([1, {1.0}])),
    ?T([1 bsl 70, 2.5, "s"] -- id(["s", 1 bsl 70])),
    ?T(length(lists:seq(1, 100000))),
    ?T(t:sum(lists:foldl(fun(X, Acc) -> Acc ++ [X] end, [], lists:seq(1, 300)))).

value(F) -> try F() catch _:R -> R end.

%% SPDX-License-Identifier: Apache-2.0
%% Folds, maps and their failures inside callbacks, with full stack traces.
-module(lst_higher).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [1, 2, 3, 4],
    ?T(lists:map(fun(X) -> X * X end, L)),
    ?T(lists:map(fun(X) -> 10 div (X - 3) end, L)),
    ?T(lists:map(fun(X, Y) -> {X, Y} end, L)),
    ?T(lists:map(id(not_a_fun), L)),
    ?T(lists:map(fun(X) -> X end, id([1, 2 | 3]))),
    ?T(lists:map(fun(X) -> X end, id(a))),
    ?T(lists:foldl(fun(X, A) -> [X | A] end, [], L)),
    ?T(lists:foldr(fun(X, A) -> [X | A] end, [], L)),
    ?T(lists:foldr(fun(X, A) -> X / A end, 0, L)),
    ?T(lists:foldl(fun(X, _) when X < 3 -> X end, 0, L)),
    ?T(lists:foldl(fun(X, A) -> X + A end, 0, id([1 | x]))),
    ?T(lists:foreach(fun(X) -> X > 2 andalso throw({at, X}) end, L)),
    ?T(lists:flatmap(fun(X) -> lists:duplicate(X, X) end, L)),
    ?T(lists:filter(fun(X) -> X end, id([true, false, true]))),
    ?T(lists:filter(fun(X) -> X end, id([true, maybe_so]))),
    ?T(lists:filtermap(fun(1) -> false; (2) -> true; (X) -> {true, X * 10} end, L)),
    ?T(lists:filtermap(fun(_) -> other end, L)),
    ?T(lists:mapfoldl(fun(X, A) -> {X + A, A * 2} end, 1, L)),
    ?T(lists:mapfoldr(fun(X, A) -> {X + A, A * 2} end, 1, L)),
    ?T(lists:mapfoldl(fun(X, _) -> X end, 1, L)),
    ?T(lists:partition(fun(X) -> X rem 2 end, L)),
    ?T(lists:all(fun(X) -> is_integer(X) end, id([1, 2 | 3]))),
    ?T(lists:any(fun(_) -> 1 end, L)),
    ?T(lists:takewhile(fun(_) -> 1 end, L)),
    ?T(lists:sort(fun(A, B) -> A >= B end, L)),
    ?T(lists:sort(fun(A) -> A end, L)),
    ?T(lists:foldl(fun lists:append/2, [], [[1], [2, 3]])),
    ?T(lists:map(fun erlang:abs/1, [-1, 2.5, a])),
    ?T([lists:map(F, [1, -2]) || F <- [fun erlang:abs/1, fun(X) -> -X end, fun neg/1,
            fun ?MODULE:main/0]]),
    ?T(lists:zipwith(fun(A, B) -> A + B end, [1, 2], [1, b])).

neg(X) -> -X.

%% SPDX-License-Identifier: Apache-2.0
%% Variables exported from case, if and receive; shadowing in funs and comprehensions.
-module(ctl_scoping).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display(exported(X)) || X <- [1, 2, 3, a]],
    X = 10,
    F = fun(X) -> X + 1 end,
    erlang:display({X, F(1), [X || X <- [1, 2]], [{X, Y} || Y <- [1], X <- [X, Y]]}),
    G = fun(Y) -> fun(X) -> {X, Y} end end,
    erlang:display((G(1))(2)),
    erlang:display(lists:map(fun({X, X1}) -> X * X1 end, [{1, 2}, {3, 4}])),
    H = fun Fact(0) -> 1; Fact(N) -> N * Fact(N - 1) end,
    erlang:display(H(25)),
    self() ! {msg, 5},
    receive {msg, N} -> M = N * 2; other -> N = 0, M = 0 end,
    erlang:display({N, M}),
    erlang:display(sequence(id(3))),
    erlang:display(nested(id(7), id(8))),
    ?T(begin Z = id(1), (fun() -> Z = id(2) end)() end),
    ?T(begin Z = id(1), [Z || Z <- [1, 2, 3]] end).

exported(X) ->
    case X of
        1 -> A = one, B = [X];
        2 -> B = two, A = {X};
        _ when is_integer(X) -> A = B = X;
        _ -> {A, B} = {X, []}
    end,
    if A =:= B -> C = same; true -> C = A end,
    {A, B, C}.

sequence(X) ->
    Y = begin Z = X * X, Z + 1 end,
    W = (V = Y + Z) * 2,
    {X, Y, Z, W, V}.

nested(A, B) ->
    F = fun() ->
        C = A + B,
        fun() ->
            D = C * 2,
            fun(A) -> {A, B, C, D} end
        end
    end,
    ((F())())(fresh).

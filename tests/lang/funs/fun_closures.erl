%% SPDX-License-Identifier: Apache-2.0
%% Closures: captured variables of all types, nesting, sharing, recursion through arguments.
-module(fun_closures).
-export([main/0]).
-include("t.hrl").

main() ->
    A = id(1), B = id([x]), C = id(<<"bin">>), D = id(2.5), E = id(1 bsl 70), F = id(#{k => v}),
    G = fun(X) -> {X, A, B, C, D, E, F} end,
    ?T(G(0)),
    ?T([H(10) || H <- [fun(X) -> X + N end || N <- [1, 2, 3]]]),
    ?T((adder(5))(6)),
    ?T((((curry(fun(X, Y, Z) -> {X, Y, Z} end))(1))(2))(3)),
    ?T((compose([fun(X) -> X + 1 end, fun(X) -> X * 2 end, fun erlang:integer_to_list/1]))(20)),
    ?T((y(fun(Self) -> fun(0) -> 1; (N) -> N * Self(N - 1) end end))(20)),
    ?T(counter(3)),
    ?T(church(4)),
    ?T(lists:map(fun({X, F1}) -> F1(X) end, [{1, fun(X) -> -X end}, {2, fun erlang:float/1},
            {abc, fun atom_to_list/1}])),
    ?T(nested(1)),
    ?T(shadow(5)),
    ?T(many_free()),
    ?T(in_data(#{f => fun(X) -> X * A end, l => [fun() -> B end]})),
    ?T(late(fun() -> error(too_early) end)),
    ?T(loop_funs(1000, fun(X) -> X end)),
    ?T(sort_by([fun(X) -> -X end, fun(X) -> X rem 3 end], [5, 3, 8, 1])),
    ?T(stream(5, ints(10))),
    ?T(stream(8, filter(fun(X) -> X rem 7 =:= 0 end, ints(1)))),
    ?T(cps_fact(15, fun(X) -> {done, X} end)).

adder(N) -> fun(X) -> X + N end.

curry(F) -> fun(X) -> fun(Y) -> fun(Z) -> F(X, Y, Z) end end end.

compose(Fs) -> fun(X) -> lists:foldl(fun(F, Acc) -> F(Acc) end, X, Fs) end.

y(F) -> G = fun(X) -> F(fun(A) -> (X(X))(A) end) end, G(G).

counter(N) ->
    Loop = fun Loop(0, Acc) -> Acc; Loop(K, Acc) -> Loop(K - 1, [fun() -> {N, K} end | Acc]) end,
    [F() || F <- Loop(N, [])].

church(N) ->
    Zero = fun(_) -> fun(X) -> X end end,
    Succ = fun(M) -> fun(F) -> fun(X) -> F((M(F))(X)) end end end,
    Num = lists:foldl(fun(_, M) -> Succ(M) end, Zero, lists:seq(1, N)),
    Mul = fun(P, Q) -> fun(F) -> P(Q(F)) end end,
    ToInt = fun(M) -> (M(fun(X) -> X + 1 end))(0) end,
    {ToInt(Num), ToInt(Mul(Num, Num))}.

nested(X) -> (fun(Y) -> (fun(Z) -> (fun() -> [X, Y, Z] end)() end)(Y + 1) end)(X + 1).

shadow(X) -> F = fun(X) -> G = fun(X) -> X + 1 end, {X, G(X * 10)} end, {X, F(7)}.

many_free() ->
    [A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T] = id(lists:seq(1, 20)),
    X = fun(U, V) -> lists:sum([A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U,
        V]) end,
    {X(100, 1000), erlang:fun_info(X, env)}.

in_data(#{f := F, l := [G]}) -> {F(4), G()}.

late(_) -> fine.

loop_funs(0, F) -> F(0);
loop_funs(N, F) -> loop_funs(N - 1, fun(X) -> F(X + N rem 3) end).

sort_by(Keys, L) -> [lists:sort(fun(A, B) -> K(A) =< K(B) end, L) || K <- Keys].

ints(N) -> fun() -> {N, ints(N + 1)} end.
filter(P, S) ->
    fun() ->
        {X, S1} = S(),
        case P(X) of true -> {X, filter(P, S1)}; false -> (filter(P, S1))() end
    end.
stream(0, _) -> [];
stream(N, S) -> {X, S1} = S(), [X | stream(N - 1, S1)].

cps_fact(0, K) -> K(1);
cps_fact(N, K) -> cps_fact(N - 1, fun(X) -> K(N * X) end).

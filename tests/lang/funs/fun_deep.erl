%% SPDX-License-Identifier: Apache-2.0
%% Long chains of closures, deep recursion through funs, higher-order loops.
-module(fun_deep).
-export([main/0]).
-include("t.hrl").

main() ->
    N = 3000,
    Chain = lists:foldl(fun(I, F) -> fun(X) -> F(X + I) end end, fun(X) -> X end, lists:seq(1, N)),
    ?T(Chain(0)),
    ?T(build(N, fun() -> 0 end)),
    ?T(lists:foldl(fun(F, A) -> F(A) end, 1, [fun(X) -> (X * I) rem 1000003 end || I <- lists:seq(1,
            N)])),
    ?T(trampoline(fun() -> even(50001) end)),
    ?T(parser()),
    ?T(church_list([1, 2, 3])),
    ?T(interp([{push, 5}, {push, 3}, add, dup, mul, {push, 2}, sub])),
    ?T(fix(fun(X) -> (X + 2 / X) / 2 end, 1.0)),
    ?T(memo(fun(Self, K) -> if K < 2 -> K; true -> Self(K - 1) + Self(K - 2) end end, 60)).

build(0, F) -> F();
build(N, F) -> build(N - 1, fun() -> 1 + F() end).

even(0) -> {done, true};
even(N) -> fun() -> odd(N - 1) end.
odd(0) -> {done, false};
odd(N) -> fun() -> even(N - 1) end.

trampoline({done, X}) -> X;
trampoline(F) when is_function(F, 0) -> trampoline(F()).

%% Parser combinators.
parser() ->
    Digit = sat(fun(C) -> C >= $0 andalso C =< $9 end),
    Number = map(many1(Digit), fun list_to_integer/1),
    Expr = fun Expr(In) ->
        Factor = alt(Number, between($(, Expr, $))),
        Term = chain(Factor, op([{$*, fun(A, B) -> A * B end}, {$/, fun(A, B) -> A div B end}])),
        (chain(Term, op([{$+, fun(A, B) -> A + B end}, {$-, fun(A, B) -> A - B end}])))(In)
    end,
    [Expr(S) || S <- ["1+2*3", "(1+2)*3", "100/7-2", "2*(3+4)*5rest", "x"]].

sat(P) -> fun([C | T]) -> case P(C) of true -> {C, T}; false -> fail end; ([]) -> fail end.
map(P, F) -> fun(In) -> case P(In) of {V, R} -> {F(V), R}; fail -> fail end end.
alt(P, Q) -> fun(In) -> case P(In) of fail -> Q(In); R -> R end end.
many(P) -> fun(In) -> case P(In) of fail -> {[], In}; {V, R} -> {Vs, R2} = (many(P))(R), {[V | Vs],
    R2} end end.
many1(P) -> fun(In) -> case (many(P))(In) of {[], _} -> fail; R -> R end end.
between(A, P, B) ->
    fun([X | T]) when X =:= A -> case P(T) of {V, [Y | R]} when Y =:= B -> {V, R}; _ -> fail end;
        (_) -> fail end.
op(Ops) -> fun([C | T]) -> case lists:keyfind(C, 1, Ops) of {_, F} -> {F, T}; false -> fail end;
    ([]) -> fail end.
chain(P, Op) -> fun(In) -> case P(In) of fail -> fail; {V, R} -> rest(V, P, Op, R) end end.
rest(V, P, Op, In) ->
    case Op(In) of
        {F, R} -> case P(R) of {W, R2} -> rest(F(V, W), P, Op, R2); fail -> {V, In} end;
        fail -> {V, In}
    end.

church_list(L) ->
    C = lists:foldr(fun(H, T) -> fun(F, Z) -> F(H, T(F, Z)) end end, fun(_, Z) -> Z end, L),
    {C(fun(A, B) -> A + B end, 0), C(fun(A, B) -> [A * A | B] end, [])}.

interp(Code) ->
    Fs = [compile(I) || I <- Code],
    lists:foldl(fun(F, S) -> F(S) end, [], Fs).
compile({push, N}) -> fun(S) -> [N | S] end;
compile(dup) -> fun([A | S]) -> [A, A | S] end;
compile(Op) -> F = maps:get(Op, #{add => fun erlang:'+'/2, mul => fun erlang:'*'/2,
    sub => fun erlang:'-'/2}), fun([B, A | S]) -> [F(A, B) | S] end.

fix(F, X) -> case F(X) of X -> X; Y when abs(Y - X) < 1.0e-15 -> Y; Y -> fix(F, Y) end.

memo(F, K) ->
    Self = fun(N) ->
        case get({memo, N}) of
            undefined -> V = F(get(self_fun), N), put({memo, N}, V), V;
            V -> V
        end
    end,
    put(self_fun, Self),
    Self(K).

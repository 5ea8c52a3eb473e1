%% SPDX-License-Identifier: Apache-2.0
%% Heaps full of big integers and floats.
-module(gc_bignums).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(fact(300) rem 1000000007),
    erlang:display(erlang:phash2(fibs(300, 0, 1, []))),
    erlang:display(t:sum([1 bsl N || N <- lists:seq(0, 400, 3)])),
    erlang:display(power_sum(60)),
    erlang:display(floats(20000, 1.5, [])),
    erlang:display(rationals(60, {0, 1})),
    erlang:display(digits_sum(power(7, 500))),
    erlang:display(lcg(20000, 12345678901234567890, 0)),
    erlang:display(matrix_power(90)),
    erlang:display(mixed(2000, [])).

fact(0) -> 1;
fact(N) -> N * fact(N - 1).

fibs(0, _, _, Acc) -> Acc;
fibs(N, A, B, Acc) -> fibs(N - 1, B, A + B, [A | Acc]).

power(_, 0) -> 1;
power(X, N) -> X * power(X, N - 1).

power_sum(N) -> lists:foldl(fun(I, S) -> S + power(I, I) end, 0, lists:seq(1, N)).

floats(0, X, Acc) -> {X, length(Acc), lists:sum(Acc)};
floats(N, X, Acc) when N rem 100 =:= 0 -> floats(N - 1, X / 1.5, [X | Acc]);
floats(N, X, Acc) -> floats(N - 1, X + 1 / N, Acc).

rationals(0, {A, B}) -> {A rem 1000003, B rem 1000003};
rationals(N, {A, B}) ->
    {C, D} = {A * N + B, B * N},
    G = gcd(C, D),
    rationals(N - 1, {C div G, D div G}).

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

digits_sum(0) -> 0;
digits_sum(N) -> N rem 10 + digits_sum(N div 10).

lcg(0, _, S) -> S;
lcg(N, X, S) -> lcg(N - 1, (X * 25214903917 + 11) band ((1 bsl 96) - 1), S bxor X).

matrix_power(N) -> lists:foldl(fun(_, M) -> mul(M, {1, 1, 1, 0}) end, {1, 0, 0, 1},
    lists:seq(1, N)).
mul({A, B, C, D}, {E, F, G, H}) -> {A * E + B * G, A * F + B * H, C * E + D * G, C * F + D * H}.

mixed(0, Acc) -> erlang:phash2(Acc);
mixed(N, Acc) -> mixed(N - 1, [N bsl 55, N * 1.5, -N bsl 65, N | lists:sublist(Acc, 8)]).

%% SPDX-License-Identifier: Apache-2.0
%% Number theory with bignums: modular powers, gcd, primality, square roots, Fibonacci.
-module(int_factors).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(modpow(3, 1 bsl 200, 1000000007)),
    erlang:display(modpow(2, 10007 * 10009, (1 bsl 127) - 1)),
    erlang:display([N || N <- lists:seq(2, 200), prime(N)]),
    erlang:display([prime((1 bsl N) - 1) || N <- [61, 62, 89, 107, 127]]),
    erlang:display(egcd(1 bsl 100 + 277, 3 * (1 bsl 77) + 5)),
    erlang:display(isqrt(2 * pow10(100))),
    erlang:display(isqrt((1 bsl 333) * (1 bsl 333)) =:= 1 bsl 333),
    erlang:display(fib(500)),
    erlang:display(factor(600851475143, 2)),
    erlang:display(factor(1 bsl 30 - 1, 2)),
    erlang:display(pi_digits(60)),
    erlang:display(e_digits(50)),
    erlang:display(binomial(120, 60)),
    erlang:display(crt([{2, 3}, {3, 5}, {2, 7}, {7, 1000000007}])).

modpow(_, 0, _) -> 1;
modpow(B, E, M) when E rem 2 =:= 0 -> modpow(B * B rem M, E div 2, M);
modpow(B, E, M) -> B * modpow(B * B rem M, E div 2, M) rem M.

prime(2) -> true;
prime(N) when N < 2; N band 1 =:= 0 -> false;
prime(N) ->
    {S, D} = twos(N - 1, 0),
    lists:all(fun(A) -> A rem N =:= 0 orelse witness(modpow(A, D, N), S, N) end,
              [2, 3, 5, 7, 11, 13, 17, 19, 23]).

twos(D, S) when D band 1 =:= 0 -> twos(D bsr 1, S + 1);
twos(D, S) -> {S, D}.

witness(1, _, _) -> true;
witness(X, _, N) when X =:= N - 1 -> true;
witness(_, 1, _) -> false;
witness(X, S, N) -> witness(X * X rem N, S - 1, N).

egcd(A, 0) -> {A, 1, 0};
egcd(A, B) ->
    {G, X, Y} = egcd(B, A rem B),
    {G, Y, X - (A div B) * Y}.

pow10(0) -> 1;
pow10(N) -> 10 * pow10(N - 1).

isqrt(N) -> isqrt(N, N).
isqrt(N, X) ->
    case (X + N div X) div 2 of
        Y when Y >= X -> X;
        Y -> isqrt(N, Y)
    end.

fib(0) -> 0;
fib(1) -> 1;
fib(2) -> 1;
fib(N) ->
    K = N div 2,
    A = fib(K),
    B = fib(K + 1),
    case N rem 2 of
        0 -> A * (2 * B - A);
        1 -> A * A + B * B
    end.

factor(1, _) -> [];
factor(N, F) when F * F > N -> [N];
factor(N, F) when N rem F =:= 0 -> [F | factor(N div F, F)];
factor(N, F) -> factor(N, F + 1).

pi_digits(N) -> pi_digits(N, {1, 0, 1, 1, 3, 3}, []).
pi_digits(0, _, Acc) -> lists:reverse(Acc);
pi_digits(N, {Q, R, T, K, M, X}, Acc) when 4 * Q + R - T < M * T ->
    pi_digits(N - 1, {10 * Q, 10 * (R - M * T), T, K, 10 * (3 * Q + R) div T - 10 * M, X},
        [M | Acc]);
pi_digits(N, {Q, R, T, K, _, X}, Acc) ->
    M = (Q * (7 * K + 2) + R * X) div (T * X),
    pi_digits(N, {Q * K, (2 * Q + R) * X, T * X, K + 1, M, X + 2}, Acc).

e_digits(N) ->
    One = pow10(N + 5),
    e_digits(One, One, 1, 0) div pow10(5).
e_digits(0, _, _, Acc) -> Acc;
e_digits(Term, One, K, Acc) -> e_digits(Term div K, One, K + 1, Acc + Term).

binomial(_, 0) -> 1;
binomial(N, K) -> N * binomial(N - 1, K - 1) div K.

crt(L) ->
    M = lists:foldl(fun({_, P}, A) -> A * P end, 1, L),
    X = lists:sum([R * (M div P) * inverse(M div P, P) || {R, P} <- L]),
    X rem M.

inverse(A, P) ->
    {1, X, _} = egcd(A, P),
    (X rem P + P) rem P.

%% SPDX-License-Identifier: Apache-2.0
%% Long tail-recursive loops, mutual recursion, loops over several accumulators.
-module(ctl_loops).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(count(1000000, 0)),
    erlang:display(even(300001)),
    erlang:display(collatz(1, 3000, 0, 0)),
    erlang:display(fib(22)),
    erlang:display(fib_iter(300, 0, 1)),
    erlang:display(ackermann(2, 300)),
    erlang:display(gcd(1071 * 1234567, 462 * 1234567)),
    erlang:display(primes(2000)),
    erlang:display(lcg(200000, 42)),
    erlang:display(tak(12, 8, 4)),
    erlang:display(hanoi(12, a, b, c, 0)),
    erlang:display(length(queens(6))),
    erlang:display(swap(100001, left, right, 0.5)).

count(0, Acc) -> Acc;
count(N, Acc) -> count(N - 1, Acc + N band 15).

even(0) -> true;
even(N) -> odd(N - 1).
odd(0) -> false;
odd(N) -> even(N - 1).

collatz(N, Max, Best, BestN) when N > Max -> {Best, BestN};
collatz(N, Max, Best, BestN) ->
    case steps(N, 0) of
        S when S > Best -> collatz(N + 1, Max, S, N);
        _ -> collatz(N + 1, Max, Best, BestN)
    end.

steps(1, S) -> S;
steps(N, S) when N rem 2 =:= 0 -> steps(N div 2, S + 1);
steps(N, S) -> steps(3 * N + 1, S + 1).

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).

fib_iter(0, A, _) -> A;
fib_iter(N, A, B) -> fib_iter(N - 1, B, A + B).

ackermann(0, N) -> N + 1;
ackermann(M, 0) -> ackermann(M - 1, 1);
ackermann(M, N) -> ackermann(M - 1, ackermann(M, N - 1)).

gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

primes(Max) -> sieve(lists:seq(2, Max), 0, 0).

sieve([], N, Sum) -> {N, Sum};
sieve([P | Rest], N, Sum) -> sieve([X || X <- Rest, X rem P =/= 0], N + 1, Sum + P).

lcg(0, S) -> S;
lcg(N, S) -> lcg(N - 1, (S * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff).

tak(X, Y, Z) when Y >= X -> Z;
tak(X, Y, Z) -> tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y)).

hanoi(0, _, _, _, Moves) -> Moves;
hanoi(N, A, B, C, Moves) -> hanoi(N - 1, C, B, A, hanoi(N - 1, A, C, B, Moves) + 1).

queens(N) -> queens(N, N).
queens(0, _) -> [[]];
queens(K, N) -> [[Q | B] || B <- queens(K - 1, N), Q <- lists:seq(1, N), safe(Q, 1, B)].

safe(_, _, []) -> true;
safe(Q, D, [H | T]) -> Q =/= H andalso abs(Q - H) =/= D andalso safe(Q, D + 1, T).

%% Arguments change places on every round: a loop header with many moves.
swap(0, A, B, C) -> {A, B, C};
swap(N, A, B, C) when N rem 3 =:= 0 -> swap(N - 1, B, A, -C);
swap(N, A, B, C) when N rem 3 =:= 1 -> swap(N - 1, B, A, C + 1);
swap(N, A, B, C) -> swap(N - 1, A, B, C * 0.5).

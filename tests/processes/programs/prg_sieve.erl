%% SPDX-License-Identifier: Apache-2.0
%% The sieve of Eratosthenes with one process for each prime.
-module(prg_sieve).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(primes(100)),
    ?S(lists:last(primes(2500))).

primes(Max) ->
    Me = self(),
    First = spawn(fun() -> sieve(Me) end),
    [First ! N || N <- lists:seq(2, Max)],
    First ! {stop, []},
    receive {primes, Ps} -> Ps end.

sieve(To) ->
    receive
        {stop, Ps} -> To ! {primes, lists:reverse(Ps)};
        P -> filter(P, spawn(fun() -> sieve(To) end))
    end.

filter(P, Next) ->
    receive
        {stop, Ps} -> Next ! {stop, [P | Ps]};
        N when N rem P =:= 0 -> filter(P, Next);
        N -> Next ! N, filter(P, Next)
    end.

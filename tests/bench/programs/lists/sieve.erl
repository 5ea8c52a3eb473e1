%% SPDX-License-Identifier: Apache-2.0
%% Primes below N by filtering lists: cons, rem, garbage.
-module(sieve).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 600000.

bench(N) ->
    lists:sum(primes(lists:seq(2, N), N)).

primes([P | Rest], N) when P * P =< N ->
    [P | primes(strike(P, Rest), N)];
primes(Rest, _) ->
    Rest.

strike(_, []) -> [];
strike(P, [X | Rest]) when X rem P =:= 0 -> strike(P, Rest);
strike(P, [X | Rest]) -> [X | strike(P, Rest)].

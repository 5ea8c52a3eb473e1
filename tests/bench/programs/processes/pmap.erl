%% SPDX-License-Identifier: Apache-2.0
%% Parallel map: N lists of numbers are sorted, each in a process.
-module(pmap).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 500.

bench(N) ->
    lists:sum(pmap(fun job/1, lists:seq(1, N))).

job(K) ->
    L = lists:sort([(I * 7919 + K) rem 10007 || I <- lists:seq(1, 2000)]),
    lists:nth(1000, L).

pmap(F, L) ->
    Me = self(),
    Pids = [spawn_link(fun() -> Me ! {self(), F(X)} end) || X <- L],
    [receive {P, V} -> V end || P <- Pids].

%% SPDX-License-Identifier: Apache-2.0
%% Pairs of processes that answer each other, N times each.
-module(ping_pong).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 25000.

bench(N) ->
    Me = self(),
    Pairs = [spawn(fun() -> pair(Me, N) end) || _ <- lists:seq(1, 16)],
    lists:sum([receive {pair, P, Count} -> Count end || P <- Pairs]).

pair(To, N) ->
    Pong = spawn(fun pong/0),
    Count = ping(Pong, N, 0),
    Pong ! stop,
    To ! {pair, self(), Count}.

ping(_, 0, Count) -> Count;
ping(Pong, N, Count) ->
    Pong ! {self(), ping, N},
    receive {Pong, pong, N} -> ping(Pong, N - 1, Count + 1) end.

pong() ->
    receive
        {From, ping, N} -> From ! {self(), pong, N}, pong();
        stop -> ok
    end.

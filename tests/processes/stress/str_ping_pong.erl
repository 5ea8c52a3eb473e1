%% SPDX-License-Identifier: Apache-2.0
%% Pairs of processes that exchange messages; as many pairs as there is work for.
-module(str_ping_pong).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Pairs = [spawn(fun() -> pair(Me, 1000) end) || _ <- lists:seq(1, 20)],
    ?S(lists:sum([receive {pair, P, N} -> N end || P <- Pairs])).

pair(To, N) ->
    Me = self(),
    Other = spawn_link(fun() -> pong(Me) end),
    To ! {pair, Me, ping(Other, N, 0)},
    unlink(Other),
    exit(Other, kill).

ping(_, 0, Count) -> Count;
ping(Other, N, Count) ->
    Other ! {ping, N},
    receive {pong, N} -> ping(Other, N - 1, Count + 1) end.

pong(To) -> receive {ping, N} -> To ! {pong, N}, pong(To) end.

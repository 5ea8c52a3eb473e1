%% SPDX-License-Identifier: Apache-2.0
%% A random graph of links: the end of one process ends exactly its component.
-module(str_link_graph).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(lists:usort([graph(Seed) || Seed <- lists:seq(1, 25)])).

graph(Seed) ->
    N = 60,
    Pids = list_to_tuple([proc:worker() || _ <- lists:seq(1, N)]),
    Edges = edges(40, Seed * 7919, N, []),
    [proc:do(element(A, Pids), fun() -> link(element(B, Pids)) end) || {A, B} <- Edges],
    Start = 1 + Seed rem N,
    Component = component([Start], [], Edges),
    Refs = [{V, monitor(process, element(V, Pids))} || V <- Component],
    [process_info(element(V, Pids), links) || V <- Component],
    exit(element(Start, Pids), fell),
    Reasons = lists:usort([proc:down(R) || {_, R} <- Refs]),
    Alive = [V || V <- lists:seq(1, N), is_process_alive(element(V, Pids))],
    Result = {Reasons, Alive =:= lists:seq(1, N) -- Component},
    [proc:kill(element(V, Pids)) || V <- Alive],
    Result.

edges(0, _, _, Edges) -> Edges;
edges(Left, Seed, N, Edges) ->
    S1 = (Seed * 1103515245 + 12345) band 16#7fffffff,
    S2 = (S1 * 1103515245 + 12345) band 16#7fffffff,
    edges(Left - 1, S2, N, [{1 + (S1 bsr 8) rem N, 1 + (S2 bsr 8) rem N} | Edges]).

component([], Seen, _) -> lists:sort(Seen);
component([V | Vs], Seen, Edges) ->
    case lists:member(V, Seen) of
        true -> component(Vs, Seen, Edges);
        false -> component([B || {A, B} <- Edges, A =:= V] ++ [A || {A, B} <- Edges, B =:= V] ++ Vs,
            [V | Seen], Edges)
    end.

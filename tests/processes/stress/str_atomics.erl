%% SPDX-License-Identifier: Apache-2.0
%% Processes share atomics and counters: sums are exact.
-module(str_atomics).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    A = atomics:new(2, []),
    C = counters:new(1, [write_concurrency]),
    P = persistent_term:put({?MODULE, key}, {shared, lists:seq(1, 10)}),
    Pids = [spawn_monitor(fun() ->
        [begin
            atomics:add(A, 1, N),
            atomics:add_get(A, 2, 1),
            counters:add(C, 1, 2),
            {shared, L} = persistent_term:get({?MODULE, key}),
            10 = length(L)
         end || N <- lists:seq(1, 500)],
        exit(done)
    end) || _ <- lists:seq(1, 16)],
    ?S(lists:usort([proc:down(R) || {_, R} <- Pids])),
    ?S({atomics:get(A, 1), atomics:get(A, 2), counters:get(C, 1), P}),
    ?S(lock(A, 50)).

%% A spin lock of compare_exchange: the critical section is exclusive.
lock(A, Rounds) ->
    atomics:put(A, 1, 0),
    atomics:put(A, 2, 0),
    Pids = [spawn_monitor(fun() -> [critical(A) || _ <- lists:seq(1, Rounds)], exit(done) end)
        || _ <- lists:seq(1, 4)],
    [proc:down(R) || {_, R} <- Pids],
    atomics:get(A, 2).

critical(A) ->
    case atomics:compare_exchange(A, 1, 0, 1) of
        ok ->
            V = atomics:get(A, 2),
            erlang:yield(),
            atomics:put(A, 2, V + 1),
            atomics:put(A, 1, 0);
        _ ->
            erlang:yield(),
            critical(A)
    end.

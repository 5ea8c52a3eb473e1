%% SPDX-License-Identifier: Apache-2.0
%% A barrier: nobody enters a round before all have left the last.
-module(prg_barrier).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    N = 10,
    B = spawn(fun() -> barrier(N, []) end),
    Me = self(),
    Board = atomics:new(1, []),
    Pids = [spawn(fun() -> rounds(Me, B, Board, N, 1, 20) end) || _ <- lists:seq(1, N)],
    ?S(lists:usort([receive {worker, P, Ok} -> Ok end || P <- Pids])),
    ?S(atomics:get(Board, 1)),
    ?S(proc:kill(B)).

barrier(N, Waiting) when length(Waiting) =:= N ->
    [P ! {go, self()} || P <- Waiting],
    barrier(N, []);
barrier(N, Waiting) ->
    receive {enter, P} -> barrier(N, [P | Waiting]) end.

rounds(To, _, _, _, Round, Last) when Round > Last -> To ! {worker, self(), true};
rounds(To, B, Board, N, Round, Last) ->
    atomics:add(Board, 1, 1),
    wait(B),
    case atomics:get(Board, 1) of
        V when V =:= Round * N -> wait(B), rounds(To, B, Board, N, Round + 1, Last);
        V -> To ! {worker, self(), {round, Round, V}}
    end.

wait(B) ->
    B ! {enter, self()},
    receive {go, B} -> ok end.

%% SPDX-License-Identifier: Apache-2.0
%% Conway's Life with a process for each cell.
-module(prg_life).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Size = 10,
    Glider = [{2, 1}, {3, 2}, {1, 3}, {2, 3}, {3, 3}],
    Cells = maps:from_list([{{X, Y}, spawn(fun() -> cell(lists:member({X, Y}, Glider)) end)}
        || X <- lists:seq(1, Size), Y <- lists:seq(1, Size)]),
    maps:foreach(fun({X, Y}, P) ->
        P ! {neighbours, [maps:get({wrap(X + DX, Size), wrap(Y + DY, Size)}, Cells)
            || DX <- [-1, 0, 1], DY <- [-1, 0, 1], {DX, DY} =/= {0, 0}]}
    end, Cells),
    [generation(Cells) || _ <- lists:seq(1, 20)],
    ?S(lists:sort([At || {At, P} <- maps:to_list(Cells), ask(P)])).

wrap(N, Size) -> 1 + (N - 1 + Size) rem Size.

generation(Cells) ->
    Ps = maps:values(Cells),
    [P ! {self(), tell} || P <- Ps],
    [receive {told, P} -> ok end || P <- Ps],
    [P ! {self(), count} || P <- Ps],
    [receive {counted, P} -> ok end || P <- Ps].

ask(P) -> P ! {self(), alive}, receive {alive, P, Alive} -> Alive end.

cell(Alive) -> receive {neighbours, Ns} -> cell(Alive, Ns) end.

cell(Alive, Ns) ->
    receive
        {From, tell} ->
            [N ! {state, Alive} || N <- Ns],
            From ! {told, self()},
            cell(Alive, Ns);
        {From, count} ->
            Count = length([x || _ <- Ns, receive {state, S} -> S end]),
            From ! {counted, self()},
            cell(Count =:= 3 orelse (Alive andalso Count =:= 2), Ns);
        {From, alive} ->
            From ! {alive, self(), Alive},
            cell(Alive, Ns)
    end.

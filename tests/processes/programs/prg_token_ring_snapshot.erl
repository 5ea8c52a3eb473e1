%% SPDX-License-Identifier: Apache-2.0
%% Money moves round in a ring while a snapshot with markers is taken: its sum is the whole.
-module(prg_token_ring_snapshot).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    N = 8,
    Me = self(),
    Pids = [spawn(fun() -> receive {next, Next} -> run(Me, Next, 100, none) end end)
        || _ <- lists:seq(1, N)],
    [P ! {next, Q} || {P, Q} <- lists:zip(Pids, tl(Pids) ++ [hd(Pids)])],
    ?S(lists:usort([begin
        hd(Pids) ! start_snapshot,
        lists:sum([receive {snapshot, P, Sum} -> Sum end || P <- Pids])
     end || _ <- lists:seq(1, 20)])),
    [proc:kill(P) || P <- Pids],
    ?S(proc:alive(Pids)).

%% Taking is none, or {Balance, InTransit} between the own state and the marker of the predecessor.
run(To, Next, Balance, Taking) ->
    receive
        start_snapshot ->
            Next ! marker,
            run(To, Next, Balance, {Balance, 0});
        marker when Taking =:= none ->
            To ! {snapshot, self(), Balance},
            Next ! marker,
            run(To, Next, Balance, none);
        marker ->
            {Own, Transit} = Taking,
            To ! {snapshot, self(), Own + Transit},
            run(To, Next, Balance, none);
        {money, M} when Taking =:= none ->
            run(To, Next, Balance + M, none);
        {money, M} ->
            {Own, Transit} = Taking,
            run(To, Next, Balance + M, {Own, Transit + M})
    after 0 ->
        case Balance of
            B when B >= 10 ->
                Next ! {money, 10},
                run(To, Next, Balance - 10, Taking);
            _ ->
                erlang:yield(),
                run(To, Next, Balance, Taking)
        end
    end.

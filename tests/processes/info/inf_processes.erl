%% SPDX-License-Identifier: Apache-2.0
%% processes/0: members, not dead ones; is_process_alive.
-module(inf_processes).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Pids = [spawn(fun proc:idle/0) || _ <- lists:seq(1, 500)],
    All = processes(),
    ?S(length(All) =:= length(lists:usort(All))),
    ?S([P || P <- Pids, not lists:member(P, All)]),
    ?S(lists:member(self(), All)),
    ?S(erlang:system_info(process_count) >= 500),
    {Dead, Living} = lists:split(250, Pids),
    [proc:kill(P) || P <- Dead],
    Now = sets:from_list(processes()),
    ?S([P || P <- Dead, sets:is_element(P, Now)]),
    ?S([P || P <- Living, not sets:is_element(P, Now)]),
    ?S({proc:alive(Dead), proc:alive(Living)}),
    [proc:kill(P) || P <- Living],
    ?S(proc:alive(Pids)).

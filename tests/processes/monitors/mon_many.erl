%% SPDX-License-Identifier: Apache-2.0
%% Many monitors of one process, many processes of one: all tell, none twice.
-module(mon_many).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = spawn(fun proc:idle/0),
    Refs = [monitor(process, P) || _ <- lists:seq(1, 2000)],
    {Drop, Keep} = lists:split(1000, Refs),
    [demonitor(R) || R <- Drop],
    {monitored_by, By} = process_info(P, monitored_by),
    ?S(length(By)),
    exit(P, done),
    ?S(lists:usort([proc:down(R) || R <- Keep])),
    ?S(proc:none()),
    Pids = [spawn_monitor(fun() -> exit(N rem 3) end) || N <- lists:seq(1, 999)],
    Reasons = [proc:down(R) || {_, R} <- Pids],
    ?S([length([x || Y <- Reasons, Y =:= N]) || N <- [0, 1, 2]]),
    ?S(proc:flush()).

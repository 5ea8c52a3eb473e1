%% SPDX-License-Identifier: Apache-2.0
%% monitor and demonitor: each monitor tells once; several monitors of one process are independent.
-module(mon_basic).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(proc:worker(), p),
    R1 = proc:names(monitor(process, P), r1),
    R2 = proc:names(monitor(process, P), r2),
    ?S(R1 =/= R2),
    ?S(process_info(self(), monitors)),
    ?S(process_info(P, monitored_by)),
    ?S(demonitor(R1)),
    ?S(process_info(self(), monitors)),
    ?S(proc:stop(P)),
    ?S(proc:next()),
    ?S(proc:none()),
    ?S(demonitor(R2)),
    ?S(process_info(self(), monitors)).

%% SPDX-License-Identifier: Apache-2.0
%% Whether a monitor's reference is an alias: only with the option; unalias leaves the monitor.
-module(als_monitor_kinds).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    R1 = monitor(process, P),
    R1 ! lost,
    ?S(proc:none()),
    ?S(unalias(R1)),
    R2 = monitor(process, P, [{alias, explicit_unalias}]),
    ?S(unalias(R2)),
    R2 ! lost,
    ?S(proc:none()),
    R3 = monitor(process, P, [{alias, demonitor}]),
    ?S(unalias(R3)),
    R3 ! lost,
    ?S(proc:none()),
    R4 = monitor(process, dead_name, [{alias, explicit_unalias}]),
    ?S(receive {'DOWN', R4, process, {dead_name, _}, W4} -> W4 end),
    R4 ! still_alias,
    ?S(proc:next()),
    R5 = monitor(process, dead_name, [{alias, demonitor}]),
    ?S(receive {'DOWN', R5, process, {dead_name, _}, W5} -> W5 end),
    R5 ! no_alias,
    ?S(proc:none()),
    proc:stop(P),
    ?S(lists:sort([receive {'DOWN', R, process, P, W} -> W end || R <- [R1, R2, R3]])).

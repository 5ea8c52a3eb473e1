%% SPDX-License-Identifier: Apache-2.0
%% monitor(time_offset, clock_service): a monitor like others; without time warp nothing changes.
-module(mon_time_offset).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    R1 = monitor(time_offset, clock_service),
    R2 = erlang:monitor(time_offset, clock_service),
    ?S(is_reference(R1) andalso R1 =/= R2),
    ?S(process_info(self(), monitors)),
    ?S(proc:none()),
    ?S(demonitor(R1, [info])),
    ?S(demonitor(R1, [info])),
    ?S(demonitor(R2)),
    R3 = monitor(time_offset, clock_service, [{tag, changed}]),
    ?S(is_reference(R3)),
    ?S(demonitor(R3, [flush, info])),
    ?R(monitor(time_offset, id(other_service))).

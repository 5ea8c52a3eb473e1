%% SPDX-License-Identifier: Apache-2.0
%% flags: +C multi_time_warp
%% The offset is volatile. Nobody sets the clock here: what is told is when nothing changes.
-module(tmr_multi_warp).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(erlang:system_info(time_warp_mode)),
    ?S(erlang:system_info(time_offset)),
    ?S(erlang:system_flag(time_offset, finalize)),
    ?S(erlang:system_info(time_offset)),
    Before = erlang:system_time(),
    ?S(erlang:system_time() >= Before),
    ?S(abs(os:system_time(millisecond) - erlang:system_time(millisecond)) < 1000),
    ?S(erlang:system_time() - erlang:monotonic_time() - erlang:time_offset() < 1000000000),
    ?S(is_reference(monitor(time_offset, clock_service))),
    ?S(erlang:system_flag(time_offset, other)).

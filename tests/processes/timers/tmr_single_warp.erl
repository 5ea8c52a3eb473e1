%% SPDX-License-Identifier: Apache-2.0
%% flags: +C single_time_warp
%% The offset is preliminary until it is finalized, which those who monitor it are told once.
-module(tmr_single_warp).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(erlang:system_info(time_warp_mode)),
    ?S(erlang:system_info(time_offset)),
    ?S(erlang:system_info(time_correction)),
    Ref = monitor(time_offset, clock_service),
    Tagged = monitor(time_offset, clock_service, [{tag, {changed, here}}]),
    Gone = monitor(time_offset, clock_service),
    true = demonitor(Gone),
    Me = self(),
    Other = spawn(fun() ->
        R = monitor(time_offset, clock_service),
        Me ! ready,
        receive {'CHANGE', R, time_offset, clock_service, Offset} -> Me ! {other, Offset} end
    end),
    Others = [spawn(fun() -> receive M -> Me ! {unexpected, M} end end) || _ <- [1, 2, 3]],
    receive ready -> ok end,
    ?S(near()),
    ?S(proc:none()),
    ?S(erlang:system_flag(time_offset, finalize)),
    Offset = erlang:time_offset(),
    ?S(receive {'CHANGE', Ref, time_offset, clock_service, Offset} -> told end),
    ?S(receive {{changed, here}, Tagged, time_offset, clock_service, Offset} -> told end),
    ?S(receive {other, Offset} -> told end),
    ?S(erlang:system_flag(time_offset, finalize)),
    ?S(erlang:system_info(time_offset)),
    ?S(near()),
    ?S(proc:none()),
    ?S(demonitor(Ref, [info])),
    ?S(process_info(self(), monitors)),
    ?S([proc:kill(P) || P <- [Other | Others]]),
    ?S(proc:none()).

%% Erlang's system time is the operating system's, but for what passes between two calls.
near() ->
    abs(os:system_time(millisecond) - erlang:system_time(millisecond)) < 1000.

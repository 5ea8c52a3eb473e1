%% SPDX-License-Identifier: Apache-2.0
%% cancel_timer: time left, false when it is over or no timer; no message afterwards.
-module(tmr_cancel).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    R1 = erlang:send_after(100000, self(), never),
    Left = erlang:cancel_timer(R1),
    ?S(Left > 90000 andalso Left =< 100000),
    ?S(erlang:cancel_timer(R1)),
    ?S(erlang:cancel_timer(make_ref())),
    R2 = erlang:send_after(0, self(), zero),
    ?S(proc:next()),
    ?S(erlang:cancel_timer(R2)),
    R3 = erlang:start_timer(50000, self(), never),
    ?S(is_integer(erlang:cancel_timer(R3))),
    R4 = erlang:send_after(20, self(), short),
    ?S(is_integer(erlang:cancel_timer(R4))),
    ?S(proc:none()),
    ?S(erlang:cancel_timer(monitor(process, self()))),
    Timers = [erlang:send_after(20 + N rem 10, self(), never) || N <- lists:seq(1, 1000)],
    ?S(length([R || R <- Timers, is_integer(erlang:cancel_timer(R))])
        + length(proc:none())).

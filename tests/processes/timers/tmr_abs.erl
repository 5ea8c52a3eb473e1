%% SPDX-License-Identifier: Apache-2.0
%% Absolute timers: in monotonic milliseconds; those in the past fire at once.
-module(tmr_abs).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    receive after 30 -> ok end,
    Now = erlang:monotonic_time(millisecond),
    erlang:send_after(Now + 30, self(), at_30, [{abs, true}]),
    erlang:send_after(Now + 10, self(), at_10, [{abs, true}]),
    erlang:start_timer(Now - 20, self(), past, [{abs, true}]),
    ?S(proc:next()),
    ?S(proc:next()),
    ?S(proc:next()),
    ?S(erlang:monotonic_time(millisecond) >= Now + 30),
    R = erlang:send_after(Now + 100000, self(), never, [{abs, true}]),
    Left = erlang:read_timer(R),
    ?S(Left > 80000 andalso Left =< 100000),
    ?S(is_integer(erlang:cancel_timer(R))),
    erlang:send_after(1, self(), relative, [{abs, false}]),
    ?S(proc:next()),
    ?R(erlang:send_after(id(1 bsl 70), self(), m, [{abs, true}])),
    ?R(erlang:send_after(id(-(1 bsl 62)), self(), m, [{abs, true}])),
    erlang:send_after(Now, self(), m, [{abs, false}, {abs, true}]),
    ?S(proc:next()).

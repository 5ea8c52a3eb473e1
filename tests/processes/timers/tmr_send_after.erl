%% SPDX-License-Identifier: Apache-2.0
%% send_after and start_timer: the messages, to pids and names.
-module(tmr_send_after).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    R1 = erlang:send_after(5, self(), {hello, 1}),
    ?S(is_reference(R1)),
    ?S(proc:next()),
    R2 = proc:names(erlang:start_timer(5, self(), {payload, 2}), r2),
    ?S(is_reference(R2)),
    ?S(proc:next()),
    register(tmr_name, self()),
    erlang:send_after(1, tmr_name, by_name),
    ?S(proc:next()),
    R3 = proc:names(erlang:start_timer(1, tmr_name, by_name), r3),
    ?S({is_reference(R3), proc:next()}),
    erlang:send_after(1, not_registered, lost),
    erlang:start_timer(0, not_registered, lost),
    ?S(proc:none()),
    erlang:send_after(0, self(), zero),
    ?S(proc:next()),
    R4 = proc:names(erlang:start_timer(0, self(), zero), r4),
    ?S({is_reference(R4), proc:next()}).

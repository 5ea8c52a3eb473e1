%% SPDX-License-Identifier: Apache-2.0
%% Messages that do not fit neither end nor prolong a timeout.
-module(rcv_after_busy).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Noise = spawn(fun() -> noise(Me) end),
    Start = erlang:monotonic_time(millisecond),
    ?S(receive wanted -> got after 100 -> timeout end),
    Elapsed = erlang:monotonic_time(millisecond) - Start,
    ?S({Elapsed >= 99, Elapsed < 3000}),
    proc:kill(Noise),
    ?S(lists:usort(proc:flush())),
    spawn(fun() -> receive after 10 -> Me ! wanted end end),
    ?S(receive wanted -> got after 10000 -> timeout end).

noise(To) ->
    To ! noise,
    receive after 1 -> noise(To) end.

%% SPDX-License-Identifier: Apache-2.0
%% The process limit: spawn raises system_limit, spawn_request replies so; all works again later.
%% flags: +P 1024
%% logs: erl reports too many processes
-module(spw_limit).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(erlang:system_info(process_limit)),
    Pids = fill([]),
    ?S(length(Pids) > 800),
    ?S(try spawn(fun proc:idle/0) catch C0:R0 -> {C0, R0} end),
    ?S(try spawn_link(fun proc:idle/0) catch C1:R1 -> {C1, R1} end),
    ?S(try spawn_monitor(fun proc:idle/0) catch C2:R2 -> {C2, R2} end),
    ?S(try spawn_opt(fun proc:idle/0, [{priority, low}]) catch C3:R3 -> {C3, R3} end),
    R = spawn_request(fun proc:idle/0, [link]),
    ?S(receive {spawn_reply, R, Result, What} -> {Result, What} end),
    ?S(process_info(self(), links)),
    ?S(process_info(self(), monitors)),
    [proc:kill(Pid) || Pid <- Pids],
    ?S(proc:ends(fun() -> exit(fine) end)).

fill(Pids) ->
    try spawn(fun proc:idle/0) of
        Pid -> fill([Pid | Pids])
    catch
        error:system_limit -> Pids
    end.

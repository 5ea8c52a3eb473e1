%% SPDX-License-Identifier: Apache-2.0
%% suspend_process and resume_process: a suspended process does nothing.
-module(sus_basic).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn(fun() -> ticker(Me, 0) end),
    proc:next(),
    ?S(erlang:suspend_process(P)),
    proc:flush(),
    ?S(process_info(P, status)),
    ?S(proc:none()),
    ?S(erlang:resume_process(P)),
    ?S(element(1, proc:next())),
    ?S(erlang:suspend_process(P, [])),
    ?S(process_info(self(), suspending) =:= {suspending, [{P, 1, 0}]}),
    ?S(erlang:resume_process(P)),
    ?S(process_info(self(), suspending)),
    ?S(proc:kill(P)).

ticker(To, N) ->
    To ! {tick, N},
    receive after 1 -> ticker(To, N + 1) end.

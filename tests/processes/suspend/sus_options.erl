%% SPDX-License-Identifier: Apache-2.0
%% suspend_process/2: unless_suspending, asynchronous, asynchronous with a tag.
-module(sus_options).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    ?S(erlang:suspend_process(P, [unless_suspending])),
    ?S(erlang:suspend_process(P, [unless_suspending])),
    ?S(erlang:resume_process(P)),
    ?S(process_info(self(), suspending)),
    ?S(erlang:suspend_process(P, [asynchronous])),
    proc:until(fun() -> process_info(P, status) =:= {status, suspended} end),
    ?S(process_info(self(), suspending) =:= {suspending, [{P, 1, 0}]}),
    ?S(erlang:suspend_process(P, [asynchronous, unless_suspending])),
    ?S(erlang:resume_process(P)),
    ?S(erlang:suspend_process(P, [{asynchronous, my_tag}])),
    ?S(proc:next()),
    ?S(erlang:suspend_process(P, [{asynchronous, again}])),
    ?S(proc:next()),
    erlang:resume_process(P),
    erlang:resume_process(P),
    proc:waiting(P),
    Dead = spawn(fun() -> ok end),
    proc:gone(Dead),
    ?S(proc:flush()),
    ?S(proc:stop(P)).

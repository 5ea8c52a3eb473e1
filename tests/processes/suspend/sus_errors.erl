%% SPDX-License-Identifier: Apache-2.0
%% suspend and resume: errors.
-module(sus_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Dead = spawn(fun() -> ok end),
    proc:gone(Dead),
    ?R(erlang:suspend_process(id(a))),
    ?R(erlang:suspend_process(self())),
    ?R(erlang:suspend_process(Dead)),
    ?R(erlang:suspend_process(Dead, [])),
    ?R(erlang:suspend_process(P, id(a))),
    ?R(erlang:suspend_process(P, [id(a)])),
    ?R(erlang:suspend_process(P, [asynchronous | id(a)])),
    ?R(erlang:resume_process(id(a))),
    ?R(erlang:resume_process(P)),
    ?R(erlang:resume_process(Dead)),
    ?R(erlang:resume_process(self())),
    erlang:suspend_process(P),
    proc:kill(P),
    ?R(erlang:resume_process(P)),
    ?S(process_info(self(), suspending)).

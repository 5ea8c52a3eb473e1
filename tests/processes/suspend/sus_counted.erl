%% SPDX-License-Identifier: Apache-2.0
%% Suspending is counted for each suspender.
-module(sus_counted).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Q = proc:worker(),
    Status = fun() -> element(2, process_info(P, status)) end,
    [erlang:suspend_process(P) || _ <- [1, 2, 3]],
    ?S(process_info(self(), suspending) =:= {suspending, [{P, 3, 0}]}),
    ?S([begin erlang:resume_process(P), Status() end || _ <- [1, 2]]),
    ?S(proc:do(Q, fun() -> erlang:suspend_process(P) end)),
    ?S(begin erlang:resume_process(P), Status() end),
    ?E(begin erlang:resume_process(P) end),
    ?S(proc:do(Q, fun() -> process_info(self(), suspending) =:= {suspending, [{P, 1, 0}]} end)),
    ?S(proc:do(Q, fun() -> erlang:resume_process(P) end)),
    proc:waiting(P),
    ?S(Status()),
    ?S(proc:stop(P)),
    ?S(proc:stop(Q)).

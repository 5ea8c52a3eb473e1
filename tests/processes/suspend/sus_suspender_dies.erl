%% SPDX-License-Identifier: Apache-2.0
%% A process goes on when its suspender ends.
-module(sus_suspender_dies).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    S = proc:worker(),
    proc:do(S, fun() -> erlang:suspend_process(P), erlang:suspend_process(P) end),
    ?S(process_info(P, status)),
    proc:kill(S),
    proc:waiting(P),
    ?S(proc:do(P, fun() -> working end)),
    %% Two processes suspend each the other in turn.
    ?S(proc:stop(P)).

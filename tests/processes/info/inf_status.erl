%% SPDX-License-Identifier: Apache-2.0
%% status: running, waiting, runnable, suspended, garbage collecting never seen from inside.
-module(inf_status).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(process_info(self(), status)),
    W = spawn(fun proc:idle/0),
    proc:waiting(W),
    ?S(process_info(W, status)),
    erlang:suspend_process(W),
    ?S(process_info(W, status)),
    erlang:resume_process(W),
    ?S(process_info(W, status)),
    S = spawn(fun() -> spin() end),
    ?S(lists:usort([lists:member(element(2, process_info(S, status)), [running, runnable])
        || _ <- lists:seq(1, 50)])),
    erlang:suspend_process(S),
    ?S(process_info(S, status)),
    ?S(proc:kill(S)),
    ?S(proc:kill(W)).

spin() -> spin().

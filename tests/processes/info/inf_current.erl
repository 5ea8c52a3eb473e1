%% SPDX-License-Identifier: Apache-2.0
%% current_function, current_location, current_stacktrace of a process that waits.
-module(inf_current).
-export([main/0]).
-export([wait_here/1, deeper/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = spawn(?MODULE, deeper, [3]),
    proc:waiting(P),
    ?S(process_info(P, current_function)),
    ?S(process_info(P, current_location)),
    ?S(process_info(P, current_stacktrace)),
    ?S(process_info(P, [current_function, initial_call])),
    P ! go,
    ?S(proc:gone(P)),
    Q = spawn(?MODULE, wait_here, [x]),
    proc:waiting(Q),
    ?S(process_info(Q, current_stacktrace)),
    ?S(element(1, process_info(self(), current_function))),
    ?S(proc:kill(Q)).

deeper(0) -> wait_here(0);
deeper(N) -> 1 + deeper(N - 1).

wait_here(X) ->
    receive
        go -> X
    end.

%% SPDX-License-Identifier: Apache-2.0
%% initial_call, current_function and dictionary of new processes.
-module(spw_initial).
-export([main/0]).
-export([start/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P1 = spawn(?MODULE, start, [x]),
    ?S(process_info(P1, initial_call)),
    P2 = spawn(fun() -> start(x) end),
    ?S(process_info(P2, initial_call)),
    P3 = spawn(fun proc:idle/0),
    ?S(process_info(P3, initial_call)),
    [proc:waiting(P) || P <- [P1, P2, P3]],
    ?S(process_info(P1, current_function)),
    ?S(process_info(P3, current_function)),
    ?S(process_info(P1, dictionary)),
    ?S(process_info(P1, parent)),
    [proc:kill(P) || P <- [P1, P2, P3]].

start(X) ->
    receive X -> ok end.

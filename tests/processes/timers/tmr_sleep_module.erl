%% SPDX-License-Identifier: Apache-2.0
%% timer:sleep and timer:tc, which need no server.
-module(tmr_sleep_module).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(timer:sleep(0)),
    ?S(timer:sleep(10)),
    {T, V} = timer:tc(fun() -> timer:sleep(20), value end),
    ?S({T >= 20000, V}),
    ?S(element(2, timer:tc(lists, seq, [1, 3]))),
    P = spawn(fun() -> timer:sleep(infinity) end),
    proc:waiting(P),
    ?S(proc:kill(P)),
    ?S([timer:seconds(2), timer:minutes(1), timer:hours(1), timer:hms(1, 1, 1)]).

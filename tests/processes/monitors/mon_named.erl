%% SPDX-License-Identifier: Apache-2.0
%% Monitors by name: {Name, Node} in 'DOWN', also when the name moved or was given up since.
-module(mon_named).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = spawn(fun proc:idle/0),
    Q = spawn(fun proc:idle/0),
    register(mon_name, P),
    R1 = proc:names(monitor(process, mon_name), r1),
    R2 = proc:names(monitor(process, {mon_name, node()}), r2),
    R3 = proc:names(monitor(process, P), r3),
    ?S(lists:sort(element(2, process_info(self(), monitors))) =:=
        lists:sort([{process, P}, {process, {mon_name, node()}}, {process, {mon_name, node()}}])),
    unregister(mon_name),
    register(mon_name, Q),
    R4 = proc:names(monitor(process, mon_name), r4),
    proc:names(P, p),
    exit(P, bye),
    ?S(lists:sort([proc:scrub(proc:next()) || _ <- [1, 2, 3]])),
    ?S(proc:none()),
    exit(Q, bye2),
    ?S(proc:next()),
    ?S([is_reference(R) || R <- [R1, R2, R3, R4]]),
    ?S(whereis(mon_name)).

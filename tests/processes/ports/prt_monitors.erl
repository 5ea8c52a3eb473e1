%% SPDX-License-Identifier: Apache-2.0
%% Monitors of ports, by identifier and name.
-module(prt_monitors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    P = proc:names(open_port({spawn, "cat"}, []), p),
    unlink(P),
    R1 = proc:names(monitor(port, P), r1),
    ?S(register(cat, P)),
    R2 = proc:names(monitor(port, cat), r2),
    R3 = proc:names(monitor(port, {cat, node()}), r3),
    ?S(lists:sort(element(2, process_info(self(), monitors)))),
    ?S(erlang:port_info(P, monitored_by)),
    ?S(demonitor(R1)),
    ?S(demonitor(R1, [info])),
    ?S(erlang:port_info(P, monitored_by)),
    R4 = proc:names(monitor(port, P, [{tag, my_tag}]), r4),
    R5 = proc:names(monitor(port, P, [{alias, demonitor}]), r5),
    ?S(port_close(P)),
    ?S(lists:sort(fun(A, B) -> order(A) =< order(B) end, proc:flush())),
    ?S(whereis(cat)),
    ?S(monitor(port, P)),
    ?S(proc:next()),
    ?S(monitor(port, no_such_name)),
    ?S(proc:next()),
    ?R(monitor(port, 1)),
    ?R(monitor(port, self())),
    ?R(monitor(port, {a, b, c})),
    Q = open_port({spawn, "cat"}, []),
    ?R(monitor(process, Q)),
    R6 = monitor(port, Q),
    ?S(exit(Q, {my, reason})),
    ?S(proc:next()),
    ?S(proc:next()),
    ?S(demonitor(R6, [flush, info])),
    ?S(proc:none()).

order({_, Ref, _, _, _}) -> [N || {N, R} <- [{1, r2}, {2, r3}, {3, r4}, {4, r5}], proc:scrub(Ref) =:= R].

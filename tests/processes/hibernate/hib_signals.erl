%% SPDX-License-Identifier: Apache-2.0
%% A hibernating process handles signals: links, monitors, exits, process_info, without waking up.
-module(hib_signals).
-export([main/0]).
-export([woke/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    P = spawn_link(fun() -> erlang:hibernate(?MODULE, woke, [Me]) end),
    proc:until(fun() -> process_info(P, current_function) =:=
        {current_function, {erlang, hibernate, 3}} end),
    ?S(process_info(P, links) =:= {links, [Me]}),
    ?S(is_process_alive(P)),
    ?S(erlang:garbage_collect(P)),
    R = monitor(process, P),
    ?S(proc:none()),
    exit(P, bye),
    ?S(proc:down(R)),
    ?S(receive {'EXIT', P, W} -> W end),
    Q = spawn(fun() ->
        process_flag(trap_exit, true), erlang:hibernate(?MODULE, woke, [Me]) end),
    proc:until(fun() -> process_info(Q, current_function) =:=
        {current_function, {erlang, hibernate, 3}} end),
    exit(Q, wake_up),
    ?S(receive {woke, [{'EXIT', Me, Why}]} -> Why end).

woke(To) -> To ! {woke, proc:flush()}.

%% SPDX-License-Identifier: Apache-2.0
%% trap_exit on and off: values, effects on signals that come later only.
-module(lnk_trap).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(process_flag(trap_exit, true)),
    ?S(process_flag(trap_exit, true)),
    P = proc:names(spawn(fun proc:idle/0), p),
    link(P),
    exit(P, first),
    ?S(proc:next()),
    self() ! {'EXIT', a, forged},
    ?S(proc:next()),
    ?S(process_flag(trap_exit, false)),
    ?S(process_info(self(), trap_exit)),
    Q = spawn_link(fun() -> ok end),
    proc:gone(Q),
    ?S(proc:none()),
    ?S(proc:ends(fun() ->
        process_flag(trap_exit, true),
        spawn_link(fun() -> exit(kept) end),
        proc:until(fun() -> process_info(self(), message_queue_len) =:= {message_queue_len, 1} end),
        process_flag(trap_exit, false),
        receive {'EXIT', _, Why} -> exit({message, Why}) end
    end)),
    ?R(process_flag(trap_exit, id(1))),
    ?R(process_flag(trap_exit, id(yes))).

%% SPDX-License-Identifier: Apache-2.0
%% main is a process like others: it links, traps exits, and goes on.
-module(ext_main_traps).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    P = proc:names(spawn_link(fun() -> exit(child) end), child),
    ?S(is_pid(P)),
    ?S(proc:next()),
    exit(self(), to_myself),
    ?S(proc:next()),
    exit(self(), normal),
    ?S(proc:next()),
    Q = proc:names(spawn(fun() -> receive M -> exit(M, {from, child}) end end), other),
    Q ! self(),
    ?S(proc:next()),
    ?S(process_flag(trap_exit, false)).

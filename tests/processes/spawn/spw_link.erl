%% SPDX-License-Identifier: Apache-2.0
%% spawn_link: linked at once; its end reaches the parent that traps exits.
-module(spw_link).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    [begin
        Pid = proc:names(spawn_link(fun() -> exit(Reason) end), child),
        proc:show(Reason, proc:next())
     end || Reason <- [normal, shutdown, {shutdown, x}, kill, killed, "text", 17]],
    Idle = spawn_link(fun proc:idle/0),
    ?S(process_info(self(), links) =:= {links, [Idle]}),
    ?S(process_info(Idle, links) =:= {links, [self()]}),
    exit(Idle, stop),
    ?S(proc:next()),
    ?S(process_info(self(), links)),
    Pid2 = spawn_link(erlang, exit, [by_native]),
    ?S(receive {'EXIT', Pid2, Why} -> Why end),
    Pid3 = spawn_opt(erlang, exit, [by_opt], [link]),
    ?S(receive {'EXIT', Pid3, Why3} -> Why3 end),
    ?S(proc:flush()).

%% SPDX-License-Identifier: Apache-2.0
%% kill as a signal is untrappable, becomes killed for others; kill as a reason of one's own is not.
-module(lnk_kill).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    P = proc:names(spawn_link(fun() -> process_flag(trap_exit, true), proc:idle() end), p),
    proc:waiting(P),
    exit(P, kill),
    ?S(proc:next()),
    Q = proc:names(spawn_link(fun() -> exit(kill) end), q),
    ?S(proc:next()),
    ?S(proc:ends(fun() -> spawn_link(fun() -> exit(kill) end), proc:idle() end)),
    ?S(proc:ends(fun() ->
        process_flag(trap_exit, true),
        spawn_link(fun() -> exit(kill) end),
        receive {'EXIT', _, Why} -> exit({got, Why}) end
    end)),
    ?S(proc:ends(fun() ->
        Victim = spawn_link(fun proc:idle/0),
        exit(Victim, kill),
        proc:idle()
    end)),
    ?S(proc:ends(fun() -> exit(self(), kill), proc:idle() end)),
    ?S(proc:ends(fun() -> exit(self(), killed), proc:idle() end)),
    ?S(proc:flush()).

%% SPDX-License-Identifier: Apache-2.0
%% kill, then kill: of several signals one ends the process and the monitors tell its reason.
-module(sig_kill_twice).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Results = [begin
        P = spawn(fun() -> process_flag(trap_exit, true), proc:idle() end),
        R = monitor(process, P),
        proc:waiting(P),
        exit(P, kill),
        exit(P, kill),
        exit(P, other),
        proc:down(R)
     end || _ <- lists:seq(1, 100)],
    ?S(lists:usort(Results)),
    Results2 = [begin
        P = spawn(fun() -> receive go -> exit(itself) end end),
        R = monitor(process, P),
        P ! go,
        exit(P, kill),
        lists:member(proc:down(R), [itself, killed])
     end || _ <- lists:seq(1, 100)],
    ?S(lists:usort(Results2)).

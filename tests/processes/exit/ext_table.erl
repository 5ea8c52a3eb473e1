%% SPDX-License-Identifier: Apache-2.0
%% exit/2: target self or other, trapping or not, reason: what becomes of the target.
-module(ext_table).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Reasons = [normal, kill, killed, shutdown, other, {t, 1}],
    [proc:show({Who, Trap, Reason}, outcome(Who, Trap, Reason))
        || Who <- [self, other], Trap <- [false, true], Reason <- Reasons].

outcome(self, Trap, Reason) ->
    proc:ends(fun() ->
        process_flag(trap_exit, Trap),
        Me = self(),
        true = exit(self(), Reason),
        receive {'EXIT', Me, Why} -> exit({message, Why}) after 20 -> exit(survived) end
    end);
outcome(other, Trap, Reason) ->
    Me = self(),
    {P, R} = spawn_monitor(fun() ->
        process_flag(trap_exit, Trap),
        Me ! ready,
        receive
            {'EXIT', Me, Why} -> exit({message, Why});
            stop -> exit(survived)
        end
    end),
    receive ready -> ok end,
    true = exit(P, Reason),
    P ! stop,
    proc:down(R).

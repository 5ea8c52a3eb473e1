%% SPDX-License-Identifier: Apache-2.0
%% Which end of one process ends the linked one, and for which reason; trapping or not.
-module(lnk_reasons).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Reasons = [normal, shutdown, {shutdown, 1}, kill, killed, noproc, "s", 1 bsl 70, {a, [b]}],
    [begin
        Partner = fun(Trap) ->
            proc:ends(fun() ->
                process_flag(trap_exit, Trap),
                P = spawn_link(fun() -> exit(Reason) end),
                receive
                    {'EXIT', P, Why} -> exit({trapped, Why})
                after 300 -> exit(survived)
                end
            end)
        end,
        proc:show(Reason, {Partner(false), Partner(true)})
     end || Reason <- Reasons].

%% SPDX-License-Identifier: Apache-2.0
%% demonitor with flush and info, before and after the 'DOWN' message came.
-module(mon_flush).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [begin
        P = proc:worker(),
        R = monitor(process, P),
        Before = demonitor(R, Options),
        Again = demonitor(R, Options),
        P2 = P,
        R2 = monitor(process, P2),
        proc:stop(P2),
        After = demonitor(R2, Options),
        proc:show(Options, {Before, Again, After, proc:none()})
     end || Options <- [[], [flush], [info], [flush, info], [info, flush, info]]],
    R3 = monitor(process, spawn(fun() -> ok end)),
    proc:until(fun() -> process_info(self(), message_queue_len) =:= {message_queue_len, 1} end),
    self() ! other,
    ?S(demonitor(R3, [flush])),
    ?S(proc:flush()).

%% SPDX-License-Identifier: Apache-2.0
%% Monitors of processes that are no more, of names that are not registered, of oneself.
-module(mon_noproc).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Dead = proc:names(spawn(fun() -> ok end), dead),
    proc:gone(Dead),
    R = proc:names(monitor(process, Dead), r),
    ?S(proc:next()),
    ?S(is_reference(R)),
    R2 = proc:names(monitor(process, not_registered), r2),
    ?S(is_reference(R2)),
    ?S(proc:next()),
    ?S(proc:down(monitor(process, {not_registered, node()}))),
    R3 = monitor(process, self()),
    ?S(is_reference(R3)),
    ?S(demonitor(R3, [info, flush])),
    ?S(proc:none()),
    ?S(process_info(self(), monitors)).

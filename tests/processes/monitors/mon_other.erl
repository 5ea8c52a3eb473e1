%% SPDX-License-Identifier: Apache-2.0
%% demonitor by a process that is not the owner.
-module(mon_other).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Q = proc:worker(),
    R = monitor(process, P),
    ?S(proc:do(Q, fun() -> demonitor(R, [info]) end)),
    ?S(proc:do(Q, fun() -> demonitor(R) end)),
    ?S(proc:do(Q, fun() -> demonitor(R, [flush]) end)),
    ?S(process_info(self(), monitors) =:= {monitors, [{process, P}]}),
    proc:stop(P),
    ?S(proc:down(R)),
    proc:stop(Q).

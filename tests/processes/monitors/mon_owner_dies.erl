%% SPDX-License-Identifier: Apache-2.0
%% A monitor ends with its owner.
-module(mon_owner_dies).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Owner = spawn(fun() -> monitor(process, P), monitor(process, P), proc:idle() end),
    proc:waiting(Owner),
    ?S(process_info(P, monitored_by) =:= {monitored_by, [Owner, Owner]}),
    proc:kill(Owner),
    proc:until(fun() -> process_info(P, monitored_by) =:= {monitored_by, []} end),
    ?S(process_info(P, monitored_by)),
    ?S(proc:stop(P)).

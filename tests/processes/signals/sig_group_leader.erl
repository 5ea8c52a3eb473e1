%% SPDX-License-Identifier: Apache-2.0
%% group_leader/2 is a signal: seen by what comes after it.
-module(sig_group_leader).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Leader = spawn(fun proc:idle/0),
    Old = group_leader(),
    ?S(group_leader(Leader, P)),
    ?S(process_info(P, group_leader) =:= {group_leader, Leader}),
    ?S(proc:do(P, fun() -> group_leader() =:= Leader end)),
    ?S(lists:usort([begin
        group_leader(Old, P),
        P ! {proc, self(), x, fun() -> group_leader() =:= Old end},
        A = receive {x, {ok, V}} -> V end,
        group_leader(Leader, P),
        {A, proc:do(P, fun() -> group_leader() =:= Leader end)}
     end || _ <- lists:seq(1, 200)])),
    ?S(group_leader() =:= Old),
    proc:kill(Leader),
    ?S(proc:do(P, fun() -> group_leader() =:= Leader end)),
    proc:stop(P).

%% SPDX-License-Identifier: Apache-2.0
%% group_leader/0,2: others, errors, inheritance, a dead leader.
-module(inf_group_leader).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Old = group_leader(),
    ?S(is_pid(Old)),
    L = spawn(fun proc:idle/0),
    P = proc:worker(),
    ?S(group_leader(L, P)),
    ?S(process_info(P, group_leader) =:= {group_leader, L}),
    Child = proc:do(P, fun() -> spawn(fun proc:idle/0) end),
    ?S(process_info(Child, group_leader) =:= {group_leader, L}),
    ?S(group_leader() =:= Old),
    ?R(group_leader(id(a), P)),
    ?R(group_leader(L, id(a))),
    proc:kill(Child),
    ?R(group_leader(L, Child)),
    ?S(group_leader(Child, P)),
    ?S(process_info(P, group_leader) =:= {group_leader, Child}),
    ?S(group_leader(L, self())),
    ?S(group_leader() =:= L),
    ?S(group_leader(Old, self())),
    [proc:kill(X) || X <- [L, P]],
    ?S(group_leader() =:= Old).

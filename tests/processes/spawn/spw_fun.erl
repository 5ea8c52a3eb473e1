%% SPDX-License-Identifier: Apache-2.0
%% spawn/1 with closures, local and external funs; the value of a process is its messages.
%% logs: processes that end by errors are reported
-module(spw_fun).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Big = lists:seq(1, 1000),
    spawn(fun() -> Me ! {closure, length(Big), Me =/= self()} end),
    ?S(proc:next()),
    spawn(fun hello/0),
    ?S(proc:none()),
    ?S(is_pid(spawn(fun erlang:self/0))),
    Pids = [spawn(fun() -> Me ! {n, N} end) || N <- lists:seq(1, 20)],
    ?S(length(lists:usort(Pids))),
    ?S([receive {n, N} -> N end || N <- lists:seq(1, 20)]),
    put(inherited, no),
    spawn(fun() -> Me ! {dictionary, get()} end),
    ?S(proc:next()),
    spawn(fun() -> Me ! {same_leader, group_leader()} end),
    ?S(receive {same_leader, G} -> G =:= group_leader() end),
    ?R(spawn(id(a))),
    ?R(spawn(fun(X) -> X end)),
    ?R(spawn(id({?MODULE, hello}))).

hello() -> hello.

%% SPDX-License-Identifier: Apache-2.0
%% Several processes spawn at the same time, and their children spawn.
-module(str_spawn_parallel).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    [spawn(fun() -> parent(Me, 200) end) || _ <- lists:seq(1, 20)],
    ?S(lists:sum([receive {children, N} -> N end || _ <- lists:seq(1, 20)])),
    ?S(proc:flush()).

parent(To, N) ->
    Refs = [element(2, spawn_monitor(fun() -> child(3) end)) || _ <- lists:seq(1, N)],
    To ! {children, length([x || R <- Refs, proc:down(R) =:= {leaf, 0}])}.

child(0) -> exit({leaf, 0});
child(N) ->
    {_, R} = spawn_monitor(fun() -> child(N - 1) end),
    exit(proc:down(R)).

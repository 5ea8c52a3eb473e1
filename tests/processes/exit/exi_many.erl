%% SPDX-License-Identifier: Apache-2.0
%% The end of a process that many watch, and that watches many, takes several time slices; who is
%% linked and monitors gets the exit signal before the 'DOWN' message.
-module(exi_many).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-define(MANY, 20000).

main() ->
    process_flag(trap_exit, true),
    proc:show(both, both(fun(P) -> link(P), monitor(process, P) end)),
    proc:show(both, both(fun(P) -> M = monitor(process, P), link(P), M end)),
    Watched = spawn(fun() -> receive go -> exit(bye) end end),
    Refs = [monitor(process, Watched) || _ <- lists:seq(1, ?MANY)],
    Watched ! go,
    proc:show(down, length([ok || R <- Refs, receive {'DOWN', R, process, Watched, bye} -> true end])),
    Linked = spawn(fun() ->
        Others = [spawn_link(fun() -> receive stop -> ok end end) || _ <- lists:seq(1, ?MANY div 2)],
        receive {go, From} -> From ! Others end,
        exit(gone)
    end),
    Linked ! {go, self()},
    Others = receive List -> List end,
    [proc:gone(P) || P <- Others],
    proc:show(linked, length(Others)),
    Main = self(),
    Watcher = spawn(fun() ->
        [monitor(process, Main) || _ <- lists:seq(1, ?MANY)],
        receive go -> exit(gone) end
    end),
    Watcher ! go,
    proc:show(watcher, proc:gone(Watcher)).

both(Watch) ->
    P = spawn(fun() -> receive go -> exit(bye) end end),
    M = Watch(P),
    P ! go,
    First = receive A -> element(1, A) end,
    Second = receive B -> element(1, B) end,
    true = demonitor(M),
    {First, Second}.

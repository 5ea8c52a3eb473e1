%% SPDX-License-Identifier: Apache-2.0
%% All spawn functions with bad arguments: class, reason, frames and error_info.
-module(spw_badarg).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?R(spawn(id(m), id(f), id(a))),
    ?R(spawn(id(1), f, [])),
    ?R(spawn(m, id("f"), [])),
    ?R(spawn(m, f, id([a | b]))),
    ?R(spawn_link(id(m), f, id(no_list))),
    ?R(spawn_link(id(1))),
    ?R(spawn_monitor(id(m), id(2), [])),
    ?R(spawn_monitor(id(x))),
    ?R(spawn_opt(fun main/0, id(no_list))),
    ?R(spawn_opt(fun main/0, [id(unknown_option)])),
    ?R(spawn_opt(fun main/0, [link | id(improper)])),
    ?R(spawn_opt(?MODULE, main, [], [{id(priority), lower}])),
    ?R(spawn_opt(id(m), 1, [], [])),
    ?R(apply(erlang, spawn, [m, f, id(a)])).

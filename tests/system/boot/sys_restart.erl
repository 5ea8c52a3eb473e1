%% SPDX-License-Identifier: Apache-2.0
%% init:restart/0 and restart/1: processes, names, tables and environments are gone, all code is there
%% again, and the program begins anew in the same runtime system.
-module(sys_restart).
-export([main/0]).

main() ->
    Run = list_to_integer(os:getenv("SYS_RESTART_RUN", "1")),
    os:putenv("SYS_RESTART_RUN", integer_to_list(Run + 1)),
    io:format("run ~b, ~p~n", [Run, code:get_mode()]),
    io:format("~p~n", [{whereis(kept), ets:info(kept), persistent_term:get(kept, none),
                        application:get_env(kernel, kept), logger:get_primary_config(),
                        process_info(self(), dictionary) =:= {dictionary, []}}]),
    io:format("~p~n", [[A || {A, _, _} <- lists:sort(application:which_applications())]]),
    io:format("~p~n", [{lists:sort([3, 1, 2]), string:uppercase("again"),
                        digraph:no_vertices(digraph:new()), queue:to_list(queue:from_list([1])),
                        element(1, code:ensure_loaded(proplists)), code:is_loaded(?MODULE) =/= false,
                        erlang:check_old_code(?MODULE),
                        gb_trees:size(gb_trees:empty())}]),
    register(kept, spawn(fun() -> receive after infinity -> ok end end)),
    kept = ets:new(kept, [named_table, public]),
    persistent_term:put(kept, Run),
    ok = application:set_env(kernel, kept, Run),
    ok = logger:set_primary_config(level, error),
    again(Run).

again(1) ->
    init:restart(),
    receive after infinity -> ok end;
again(2) ->
    code:purge(queue),
    code:delete(queue),
    init:restart([{mode, interactive}]),
    receive after infinity -> ok end;
again(3) ->
    io:format("end~n"),
    init:stop(4),
    receive after infinity -> ok end.

%% SPDX-License-Identifier: Apache-2.0
%% Applications: environment, loading, starting an application made at run time, dependencies.
-module(sys_environment).
-behaviour(application).
-export([main/0, start/2, stop/1, prep_stop/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    logger:set_primary_config(level, none),
    register(sys_main, self()),
    Spec = {application, sys_app, [{description, "test"}, {vsn, "1"}, {modules, [?MODULE]},
                                   {registered, []}, {applications, [kernel, stdlib]},
                                   {env, [{a, 1}, {b, [2]}]}, {mod, {?MODULE, args}}]},
    ?S(application:load(Spec)),
    ?S(application:load(Spec)),
    ?S(lists:sort(application:get_all_env(sys_app))),
    ?S(application:get_env(sys_app, a)),
    ?S(application:get_env(sys_app, c)),
    ?S(application:get_env(sys_app, c, default)),
    ?S(application:set_env(sys_app, a, changed)),
    ?S(application:get_env(sys_app, a)),
    ?S(application:unset_env(sys_app, a)),
    ?S(application:get_env(sys_app, a)),
    ?S(application:start(sys_app)),
    ?S(application:start(sys_app)),
    ?S(receive M -> M after 100 -> none end),
    ?S(lists:keymember(sys_app, 1, application:which_applications())),
    ?S(application:get_key(sys_app, vsn)),
    ?S(application:stop(sys_app)),
    ?S([receive N -> N after 100 -> none end || _ <- [1, 2]]),
    ?S(application:stop(sys_app)),
    ?S(application:unload(sys_app)),
    ?S(application:start(no_such_application)),
    ?S(application:ensure_all_started(stdlib)),
    ?S(application:load({application, bad})).

start(Type, Args) ->
    sys_main ! {started, Type, Args},
    {ok, spawn_link(fun() -> receive after infinity -> ok end end), my_state}.

prep_stop(State) -> sys_main ! {prep_stop, State}, State.

stop(State) -> sys_main ! {stopped, State}.

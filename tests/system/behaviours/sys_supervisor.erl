%% SPDX-License-Identifier: Apache-2.0
%% Supervisors: strategies, restarts, intensity, dynamic children, automatic shutdown, orders.
-module(sys_supervisor).
-behaviour(supervisor).
-export([main/0, init/1, start_child/2, loop/2]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    [strategy(S) || S <- [one_for_one, one_for_all, rest_for_one]],
    dynamic(),
    intensity(),
    automatic(),
    ?S(supervisor:start_link(?MODULE, bad)),
    ?S(supervisor:check_childspecs([#{id => a}])).

init(bad) -> {ok, bad};
init({Flags, Children}) -> {ok, {Flags, Children}}.

start_child(Parent, Name) ->
    Pid = spawn_link(?MODULE, loop, [Parent, Name]),
    Parent ! {started, Name},
    {ok, Pid}.

loop(Parent, Name) ->
    register(Name, self()),
    receive {stop, Reason} -> Parent ! {stopping, Name}, exit(Reason) end.

spec(Name, Options) ->
    maps:merge(#{id => Name, start => {?MODULE, start_child, [self(), Name]}}, Options).

got() -> receive M -> [M | got()] after 100 -> [] end.

strategy(Strategy) ->
    {ok, S} = supervisor:start_link(?MODULE, {#{strategy => Strategy},
                                              [spec(N, #{}) || N <- [ch_a, ch_b, ch_c]]}),
    ?S({Strategy, got()}),
    ch_b ! {stop, oops},
    ?S(got()),
    ch_b ! {stop, normal},
    ?S(got()),
    ?S([{I, T, M} || {I, _, T, M} <- supervisor:which_children(S)]),
    ?S(supervisor:terminate_child(S, ch_a)),
    ?S(supervisor:terminate_child(S, nobody)),
    ?S(supervisor:count_children(S)),
    ?S(element(1, supervisor:restart_child(S, ch_a))),
    ?S(got()),
    ?S(supervisor:delete_child(S, ch_a)),
    exit(S, shutdown),
    ?S([case M of {'EXIT', S, R} -> {exit, R}; _ -> M end || M <- got()]).

dynamic() ->
    {ok, S} = supervisor:start_link(?MODULE, {#{strategy => simple_one_for_one},
                                              [#{id => any, start => {?MODULE, start_child, [self()]},
                                                 restart => transient}]}),
    [?S(element(1, supervisor:start_child(S, [N]))) || N <- [dy_1, dy_2]],
    ?S(got()),
    dy_1 ! {stop, crash},
    ?S(got()),
    dy_2 ! {stop, normal},
    ?S(got()),
    ?S(supervisor:count_children(S)),
    exit(S, shutdown),
    got().

intensity() ->
    {ok, S} = supervisor:start_link(?MODULE, {#{strategy => one_for_one, intensity => 1,
                                                period => 10}, [spec(ch_d, #{})]}),
    got(),
    ch_d ! {stop, one}, timer:sleep(50),
    ch_d ! {stop, two},
    ?S([case M of {'EXIT', S, R} -> {exit, R}; _ -> M end || M <- got()]).

automatic() ->
    {ok, S} = supervisor:start_link(?MODULE, {#{auto_shutdown => any_significant},
                                              [spec(ch_e, #{significant => true,
                                                            restart => temporary}),
                                               spec(ch_f, #{})]}),
    got(),
    ch_e ! {stop, normal},
    ?S([case M of {'EXIT', S, R} -> {exit, R}; _ -> M end || M <- got()]).

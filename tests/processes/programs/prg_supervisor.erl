%% SPDX-License-Identifier: Apache-2.0
%% OTP's supervisor: children of all types, asked for, added, ended, and shut down in order.
-module(prg_supervisor).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-behaviour(supervisor).
-export([init/1, start_worker/2, work/3]).

main() ->
    process_flag(trap_exit, true),
    {ok, S} = supervisor:start_link(?MODULE, {one_for_one, self()}),
    ?S([proc:next(), proc:next()]),
    ?S(lists:sort([{Id, Type} || {Id, _, Type, _} <- supervisor:which_children(S)])),
    ?S(lists:sort(supervisor:count_children(S))),
    Me = self(),
    {ok, C} = supervisor:start_child(S, spec(c, Me)),
    ?S([proc:next(), is_pid(C)]),
    ?S(element(1, supervisor:start_child(S, spec(c, Me)))),
    ?S(supervisor:terminate_child(S, c)),
    ?S(proc:next()),
    ?S(is_process_alive(C)),
    ?S(supervisor:delete_child(S, c)),
    ?S(supervisor:terminate_child(S, none)),
    ?S(maps:get(id, element(2, supervisor:get_childspec(S, a)))),
    ?S(supervisor:check_childspecs([spec(x, Me)])),
    ?S(supervisor:check_childspecs([#{id => x}])),
    exit(S, shutdown),
    ?S([proc:next(), proc:next()]),
    ?S(receive {'EXIT', S, Why} -> Why end),
    {ok, T} = supervisor:start_link(?MODULE, {simple_one_for_one, Me}),
    Pids = [element(2, supervisor:start_child(T, [N])) || N <- [1, 2, 3]],
    ?S([receive {started, N} -> N end || N <- [1, 2, 3]]),
    ?S(lists:sort(supervisor:count_children(T))),
    ?S(supervisor:terminate_child(T, hd(Pids))),
    ?S(proc:next()),
    unlink(T),
    M = monitor(process, T),
    exit(T, shutdown),
    ?S([receive {ended, N, R} -> {N, R} end || N <- [2, 3]]),
    ?S(proc:down(M)).

init({one_for_one, To}) ->
    {ok, {#{strategy => one_for_one}, [spec(a, To), spec(b, To)]}};
init({simple_one_for_one, To}) ->
    {ok, {#{strategy => simple_one_for_one}, [#{id => w, start => {?MODULE, start_worker, [To]},
        restart => temporary}]}}.

spec(Id, To) -> #{id => Id, start => {?MODULE, start_worker, [To, Id]}, restart => transient}.

start_worker(To, Id) ->
    proc_lib:start_link(?MODULE, work, [self(), To, Id]).

work(Parent, To, Id) ->
    process_flag(trap_exit, true),
    To ! {started, Id},
    proc_lib:init_ack(Parent, {ok, self()}),
    receive {'EXIT', Parent, Why} -> To ! {ended, Id, Why}, exit(Why) end.

%% SPDX-License-Identifier: Apache-2.0
%% gen_server, gen_statem, gen_event, proc_lib, sys: the calls that programs make.
-module(sys_gen).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_info/2, handle_continue/2,
         terminate/2, format_status/2]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    {ok, P} = gen_server:start_link({local, sys_gen}, ?MODULE, self(), []),
    ?S(receive continued -> yes after 1000 -> no end),
    ?S(gen_server:call(sys_gen, {echo, 1})),
    ?S(gen_server:call(sys_gen, later)),
    ?S(gen_server:cast(P, {tell, x})),
    ?S(receive {told, X} -> X after 1000 -> none end),
    ?R(gen_server:call(P, never, 10)),
    ?S(gen_server:multi_call([node()], sys_gen, {echo, 2})),
    R = gen_server:send_request(P, {echo, 3}),
    ?S(gen_server:receive_response(R, 1000)),
    ?S(sys:get_state(P) =:= self()),
    ?S(sys:replace_state(P, fun(S) -> S end) =:= self()),
    ?S(sys:suspend(P)),
    ?S(catch gen_server:call(P, {echo, 4}, 20)),
    ?S(sys:resume(P)),
    ?S(sys:statistics(P, true)),
    ?S(gen_server:call(P, {echo, 5})),
    {ok, Statistics} = sys:statistics(P, get),
    ?S(proplists:get_value(messages_in, Statistics)),
    ?S(element(1, sys:get_status(P))),
    ?S(gen_server:stop(P)),
    ?S(receive {terminated, Why} -> Why end),
    ?S(receive {'EXIT', P, E} -> E end),
    ?R(gen_server:call(sys_gen, x)),
    {ok, Q} = gen_server:start(?MODULE, self(), []),
    ?R(gen_server:call(Q, crash)),
    ?S(gen_server:start(?MODULE, stop, [])),
    ?S(gen_server:start(?MODULE, ignore, [])),
    ?S(element(1, gen_server:start(?MODULE, fail, []))),
    ?S(proc_lib:start(erlang, apply, [fun() -> proc_lib:init_ack(acked) end, []])),
    ?S(element(1, proc_lib:translate_initial_call(Q))),
    ?S(erpc:call(node(), lists, seq, [1, 3])),
    ?R(erpc:call(node(), erlang, error, [oops])),
    ?S(rpc:call(node(), lists, reverse, [[1, 2]])),
    {ok, T} = timer:send_after(10, timed),
    ?S(element(1, T)),
    ?S(receive timed -> yes after 2000 -> no end).

init(stop) -> {stop, stopped};
init(ignore) -> ignore;
init(fail) -> erlang:error(failed);
init(Parent) -> {ok, Parent, {continue, go}}.

handle_continue(go, Parent) -> Parent ! continued, {noreply, Parent}.

handle_call({echo, X}, _From, S) -> {reply, X, S};
handle_call(later, From, S) -> self() ! {reply, From}, {noreply, S};
handle_call(never, _From, S) -> {noreply, S};
handle_call(crash, _From, _S) -> erlang:error(crash).

handle_cast({tell, X}, S) -> S ! {told, X}, {noreply, S}.

handle_info({reply, From}, S) -> gen_server:reply(From, replied), {noreply, S};
handle_info(_, S) -> {noreply, S}.

terminate(Reason, S) -> S ! {terminated, Reason}.

format_status(_, [_, S]) -> S.

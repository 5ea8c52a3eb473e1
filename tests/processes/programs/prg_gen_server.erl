%% SPDX-License-Identifier: Apache-2.0
%% OTP's gen_server: calls, casts, info, timeouts, continue, replies later, stop.
-module(prg_gen_server).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, handle_continue/2, terminate/2]).

main() ->
    {ok, S} = gen_server:start_link(?MODULE, [1], []),
    ?S(gen_server:call(S, get)),
    ?S(gen_server:cast(S, {push, 2})),
    S ! {info, 3},
    ?S(gen_server:call(S, get)),
    ?S(gen_server:call(S, {later, 4})),
    ?S(gen_server:call(S, timeout)),
    receive after 30 -> ok end,
    ?S(gen_server:call(S, get)),
    ?S(gen_server:call(S, continue)),
    ?S(gen_server:call(S, get)),
    ?S(sys:get_state(S)),
    ?S(catch gen_server:call(S, silent, 20)),
    ?S(gen_server:reply({self(), tag}, direct)),
    ?S(proc:next()),
    R = gen_server:send_request(S, get),
    ?S(gen_server:wait_response(R, 5000)),
    ?S(gen_server:stop(S)),
    ?S(proc:next()),
    ?S(is_process_alive(S)),
    ?S(element(1, element(2, catch gen_server:call(S, get)))),
    {ok, N} = gen_server:start({local, prg_named}, ?MODULE, [7], []),
    ?S(gen_server:call(prg_named, get)),
    ?S(gen_server:start({local, prg_named}, ?MODULE, [8], []) =:= {error, {already_started, N}}),
    ?S(gen_server:call(N, stop)),
    ?S(gen_server:start(?MODULE, ignore, [])),
    ?S(gen_server:start(?MODULE, {stop, shutdown}, [])),
    ?S(proc:flush()).

init(ignore) -> ignore;
init({stop, Why}) -> {stop, Why};
init(State) -> put(owner, hd(get('$ancestors'))), {ok, State}.

handle_call(get, _, State) -> {reply, State, State};
handle_call({later, X}, From, State) -> self() ! {reply_to, From, X}, {noreply, State};
handle_call(timeout, _, State) -> {reply, ok, State, 5};
handle_call(continue, _, State) -> {reply, ok, State, {continue, more}};
handle_call(silent, _, State) -> {noreply, State};
handle_call(stop, _, State) -> {stop, normal, stopping, State}.

handle_cast({push, X}, State) -> {noreply, [X | State]}.

handle_info({info, X}, State) -> {noreply, [X | State]};
handle_info({reply_to, From, X}, State) -> gen_server:reply(From, {late, X}), {noreply, State};
handle_info(timeout, State) -> {noreply, [timeout | State]};
handle_info(_, State) -> {noreply, State}.

handle_continue(more, State) -> {noreply, [continued | State]}.

terminate(Reason, _) ->
    case get(owner) of
        P when is_pid(P) -> P ! {terminated, Reason};
        _ -> ok
    end.

%% SPDX-License-Identifier: Apache-2.0
%% sys: suspend, resume, state, replacing the state, statistics of a gen_server.
-module(prg_sys).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2, format_status/1]).

main() ->
    {ok, S} = gen_server:start(?MODULE, 1, []),
    ?S(sys:get_state(S)),
    ?S(sys:replace_state(S, fun(N) -> N + 10 end)),
    ?S(gen_server:call(S, get)),
    ?S(sys:suspend(S)),
    gen_server:cast(S, {set, 5}),
    ?S(sys:get_state(S)),
    ?S(sys:resume(S)),
    ?S(gen_server:call(S, get)),
    ?S(sys:statistics(S, true)),
    gen_server:call(S, get),
    {ok, Statistics} = sys:statistics(S, get),
    ?S(lists:keyfind(messages_in, 1, Statistics)),
    ?S(lists:keyfind(messages_out, 1, Statistics)),
    ?S(sys:statistics(S, false)),
    ?S(sys:log(S, true)),
    gen_server:cast(S, {set, 6}),
    {ok, Events} = sys:log(S, get),
    ?S(Events),
    ?S(element(1, sys:get_status(S))),
    R = monitor(process, S),
    ?S(sys:terminate(S, normal)),
    ?S(proc:down(R)).

init(N) -> {ok, N}.

handle_call(get, _, N) -> {reply, N, N}.

handle_cast({set, M}, _) -> {noreply, M}.

format_status(Status) -> Status.

%% SPDX-License-Identifier: Apache-2.0
%%
%% Owns the table in which counters outlive the workers: {Key, ids of the additions}.
-module(service_store).

-behaviour(gen_server).
-export([start_link/0, init/1, handle_call/3, handle_cast/2]).

start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

init([]) ->
    ?MODULE = ets:new(?MODULE, [named_table, public, {write_concurrency, true}]),
    {ok, none}.

handle_call(_Request, _From, State) -> {reply, ok, State}.

handle_cast(_Request, State) -> {noreply, State}.

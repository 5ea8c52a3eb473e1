%% SPDX-License-Identifier: Apache-2.0
%%
%% A worker: adds to counters, each addition once.
-module(service_worker).

-behaviour(gen_server).
-export([start_link/1, name/1, add/2, value/1, init/1, handle_call/3, handle_cast/2]).

start_link(Number) ->
    gen_server:start_link({local, name(Number)}, ?MODULE, [], []).

name(Number) ->
    lists:nth(Number, [worker_1, worker_2, worker_3, worker_4]).

add(Key, Id) ->
    gen_server:call(name(erlang:phash2(Key, 4) + 1), {add, Key, Id}).

value(Key) ->
    case ets:lookup(service_store, Key) of
        [{Key, Ids}] -> length(Ids);
        [] -> 0
    end.

init([]) ->
    {ok, none}.

%% One insertion changes value and memory of the addition together: killed before or after, never
%% between.
handle_call({add, Key, Id}, _From, State) ->
    Ids = case ets:lookup(service_store, Key) of
              [{Key, Known}] -> Known;
              [] -> []
          end,
    lists:member(Id, lists:sublist(Ids, 100))
        orelse ets:insert(service_store, {Key, [Id | Ids]}),
    {reply, ok, State}.

handle_cast(_Request, State) -> {noreply, State}.

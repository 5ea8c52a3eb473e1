%% SPDX-License-Identifier: Apache-2.0
%% gen_server:call to one server from several clients.
-module(server_calls).
-behaviour(gen_server).
-export([main/0, size/0, bench/1, init/1, handle_call/3, handle_cast/2]).

main() -> erlang:display(bench(size())).

size() -> 30000.

bench(N) ->
    {ok, Server} = gen_server:start_link(?MODULE, 0, []),
    Clients = [spawn_monitor(fun() -> exit(client(N, Server, 0)) end) || _ <- lists:seq(1, 4)],
    Sums = [receive {'DOWN', Ref, process, _, Sum} -> Sum end || {_, Ref} <- Clients],
    Total = gen_server:call(Server, total),
    gen_server:stop(Server),
    {length(Sums), Total}.

client(0, _, Sum) -> Sum;
client(N, Server, Sum) -> client(N - 1, Server, Sum + gen_server:call(Server, {add, N})).

init(State) -> {ok, State}.

handle_call({add, N}, _From, Total) -> {reply, N, Total + N};
handle_call(total, _From, Total) -> {reply, Total, Total}.

handle_cast(_, Total) -> {noreply, Total}.

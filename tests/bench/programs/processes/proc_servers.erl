%% SPDX-License-Identifier: Apache-2.0
%% 100 clients call 10 servers N times each, as gen_server:call does: monitor, message, answer.
-module(proc_servers).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 1500.

bench(N) ->
    Me = self(),
    Servers = list_to_tuple([spawn(fun() -> server(0) end) || _ <- lists:seq(1, 10)]),
    Clients = [spawn(fun() -> client(Me, Servers, C, N) end) || C <- lists:seq(1, 100)],
    [receive {client, P} -> ok end || P <- Clients],
    Sum = lists:sum([call(S, get) || S <- tuple_to_list(Servers)]),
    [exit(S, kill) || S <- tuple_to_list(Servers)],
    Sum.

client(To, _, _, 0) -> To ! {client, self()};
client(To, Servers, C, N) ->
    ok = call(element(1 + (C + N) rem 10, Servers), {add, N}),
    client(To, Servers, C, N - 1).

call(Server, Request) ->
    R = monitor(process, Server),
    Server ! {call, {self(), R}, Request},
    receive
        {R, Reply} -> demonitor(R, [flush]), Reply;
        {'DOWN', R, process, _, Why} -> exit(Why)
    end.

server(N) ->
    receive
        {call, {From, R}, {add, M}} -> From ! {R, ok}, server(N + M);
        {call, {From, R}, get} -> From ! {R, N}, server(N)
    end.

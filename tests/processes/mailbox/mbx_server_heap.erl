%% SPDX-License-Identifier: Apache-2.0
%% A process that gets and forgets message after message keeps a small heap, however many came.
-module(mbx_server_heap).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-define(MESSAGES, 150000).
-define(WORDS, 100000).

main() ->
    Server = spawn(fun() -> server(0) end),
    ?S(call(Server, ?MESSAGES)),
    ?S(heap(Server) < ?WORDS),
    ?S(call(Server, ?MESSAGES)),
    ?S(heap(Server) < ?WORDS),
    Keeper = spawn(fun() -> keeper([]) end),
    ?S(call(Keeper, 2000)),
    ?S(heap(Keeper) > 2000),
    ?S(call(Keeper, ?MESSAGES)),
    ?S(heap(Keeper) < 30 * ?WORDS),
    ?S(proc:alive([Server, Keeper])).

heap(Pid) ->
    {total_heap_size, Words} = process_info(Pid, total_heap_size),
    Words.

call(Pid, 0) ->
    Pid ! {sum, self()},
    receive {sum, Sum} -> Sum end;
call(Pid, N) ->
    Pid ! {self(), {add, [N, {x, N}, N + 1]}},
    receive {Pid, added, _} -> call(Pid, N - 1) end.

server(Sum) ->
    receive
        {From, {add, [A, {x, _}, B]}} ->
            From ! {self(), added, [A, B]},
            server(Sum + length(integer_to_list(A)));
        {sum, From} ->
            From ! {sum, Sum},
            server(Sum)
    end.

%% Holds a part of what it gets.
keeper(Kept) ->
    receive
        {From, {add, [A | _] = List}} when A rem 10 =:= 0 ->
            From ! {self(), added, A},
            keeper([List | Kept]);
        {From, {add, _}} ->
            From ! {self(), added, none},
            keeper(Kept);
        {sum, From} ->
            From ! {sum, lists:sum([A || [A | _] <- Kept])},
            keeper(Kept)
    end.

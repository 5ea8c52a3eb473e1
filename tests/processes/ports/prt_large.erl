%% SPDX-License-Identifier: Apache-2.0
%% heavy: much data
%% Much data both ways, and a program that reads slowly: senders wait while the port is busy.
-module(prt_large).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    ?S(echo(5000000, 5000000)),
    ?S(echo(3000000, 1000)),
    ?S(by_message(2000000, 10000)),
    ?S(busy()),
    ?S(suspended_by_message()),
    ?S(killed_while_busy()),
    ?S(closed_while_busy()).

echo(Size, Chunk) ->
    P = open_port({spawn, "cat"}, [binary]),
    Data = crypt(Size),
    Me = self(),
    spawn_link(fun() -> [port_command(P, C) || C <- chunks(Data, Chunk)], Me ! sent end),
    Back = gather(P, Size, []),
    receive sent -> ok end,
    port_close(P),
    receive {'EXIT', P, normal} -> ok end,
    receive {'EXIT', _, normal} -> ok end,
    Back =:= Data.

by_message(Size, Chunk) ->
    P = open_port({spawn, "cat"}, [binary]),
    Data = crypt(Size),
    Me = self(),
    spawn_link(fun() -> [P ! {Me, {command, C}} || C <- chunks(Data, Chunk)] end),
    Back = gather(P, Size, []),
    port_close(P),
    receive {'EXIT', P, normal} -> ok end,
    receive {'EXIT', _, normal} -> ok end,
    Back =:= Data.

gather(_, 0, Seen) -> iolist_to_binary(lists:reverse(Seen));
gather(P, Left, Seen) ->
    receive {P, {data, D}} -> gather(P, Left - byte_size(D), [D | Seen]) end.

chunks(Data, Size) when byte_size(Data) =< Size -> [Data];
chunks(Data, Size) ->
    <<C:Size/binary, Rest/binary>> = Data,
    [C | chunks(Rest, Size)].

crypt(Size) -> << <<(I * 7919 rem 251)>> || I <- lists:seq(1, Size) >>.

slow() -> open_port({spawn, "sh -c 'sleep 0.4; cat >/dev/null'"}, [out]).

%% The pipe holds 64 kB, then the port gets busy.
busy() ->
    P = slow(),
    port_command(P, binary:copy(<<"x">>, 200000)),
    A = port_command(P, "x", [nosuspend]),
    B = erlang:send(P, {self(), {command, "x"}}, [nosuspend]),
    C = element(2, erlang:port_info(P, queue_size)) > 100000,
    D = port_command(P, "y"),
    E = element(2, erlang:port_info(P, queue_size)) < 8192,
    port_close(P),
    receive {'EXIT', P, Reason} -> [A, B, C, D, E, Reason] end.

suspended_by_message() ->
    P = slow(),
    Me = self(),
    port_command(P, binary:copy(<<"x">>, 200000)),
    W = spawn_link(fun() -> P ! {Me, {command, "a"}}, P ! {Me, {command, "b"}}, done(), receive x -> ok end end),
    proc:until(fun() -> process_info(W, status) =:= {status, suspended} end),
    proc:waiting(W),
    Left = element(2, erlang:port_info(P, queue_size)) < 8192,
    unlink(W),
    exit(W, kill),
    port_close(P),
    receive {'EXIT', P, Reason} -> {Left, Reason} end.

done() -> ok.

killed_while_busy() ->
    P = slow(),
    port_command(P, binary:copy(<<"x">>, 200000)),
    {W, Ref} = spawn_monitor(fun() -> port_command(P, "a") end),
    proc:until(fun() -> process_info(W, status) =:= {status, suspended} end),
    exit(W, stop),
    Down = proc:down(Ref),
    port_close(P),
    receive {'EXIT', P, Reason} -> {Down, Reason} end.

closed_while_busy() ->
    P = slow(),
    port_command(P, binary:copy(<<"x">>, 200000)),
    {W, Ref} = spawn_monitor(fun() -> exit({caught, catch port_command(P, "a"), done()}) end),
    proc:until(fun() -> process_info(W, status) =:= {status, suspended} end),
    exit(P, kill),
    receive {'EXIT', P, Reason} -> {element(1, proc:down(Ref)), Reason} end.

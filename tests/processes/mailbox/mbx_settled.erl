%% SPDX-License-Identifier: Apache-2.0
%% Small messages may move to the heap of a process that waits before it takes them: with whatever
%% they consist of, taken at once or passed over, with collections in between, by a process that
%% ends, hibernates or keeps its messages off the heap.
-module(mbx_settled).
-export([main/0, hibernated/1, awake/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [begin
        ?S({T, echo(kinds(), Options)}),
        ?S({T, passed_over(Options)}),
        ?S({T, one_by_one(3000, Options)}),
        ?S({T, flooded(3000, Options)}),
        ?S({T, unread(Options)}),
        ?S({T, looked_at(Options)})
    end || {T, Options} <- [{default, []}, {off_heap, [{message_queue_data, off_heap}]},
                            {large, [{min_heap_size, 50000}]}]],
    ?S(by_alias(500)),
    ?S(flushed(500)),
    ?S(sleeper()).

%% Messages of all kinds of terms; some are too large, or hold what is outside the heap.
kinds() ->
    Big = binary:copy(<<"0123456789">>, 20),
    X = 7,
    [a, 1, [], {}, {1}, [1, 2 | 3], [a | {b}], 1 bsl 70, -(1 bsl 70), 1.5, <<>>, <<"small">>, <<5:3>>, Big,
     binary:part(Big, 3, 100), binary:part(Big, 3, 5), {Big, Big}, #{}, #{a => 1, {b} => [2]},
     maps:from_list([{I, {I}} || I <- lists:seq(1, 40)]), fun(Y) -> X + Y end, fun lists:map/2,
     make_ref(), self(), {"string", [["deep", {list}] | tail], <<"bin">>}, lists:seq(1, 31),
     lists:seq(1, 32), lists:seq(1, 33), list_to_tuple(lists:seq(1, 63)),
     list_to_tuple(lists:seq(1, 64)), {{{{{{}}}}}}, [[[[[[]]]]]], {"literal", {literal}}].

echo(Messages, Options) ->
    Pid = spawn_opt(fun answer/0, [link | Options]),
    [begin
        Pid ! {self(), M},
        receive {Pid, Back} -> Back =:= M orelse exit({M, Back}) end
    end || M <- Messages, _ <- lists:seq(1, 50)],
    [Pid ! {self(), M} || M <- Messages],
    Backs = [receive {Pid, Back} -> Back end || _ <- Messages],
    proc:kill(unlinked(Pid)),
    Backs =:= Messages.

answer() ->
    receive
        {From, M} ->
            is_tuple(M) andalso erlang:garbage_collect(),
            From ! {self(), M},
            answer()
    end.

unlinked(Pid) -> unlink(Pid), Pid.

%% The first message waits, others are taken in the opposite order.
passed_over(Options) ->
    asked(Options, fun(Me) ->
        [Me ! {I, [I], <<I>>} || I <- lists:seq(1, 100)],
        [begin
            I rem 10 =:= 0 andalso erlang:garbage_collect(),
            receive {I, [I], <<I>>} -> lists:seq(1, I) end
        end || I <- lists:seq(100, 2, -1)],
        receive {1, L, B} -> {L, B, proc:flush()} end
    end).

%% Runs Fun in a process, to which another one sends what comes.
asked(Options, Fun) ->
    Self = self(),
    {Pid, Ref} = spawn_opt(fun() ->
        Me = self(),
        Relay = spawn_link(fun() -> relay(Me) end),
        Self ! {result, self(), Fun(Relay)}
    end, [monitor | Options]),
    receive {result, Pid, Result} -> {Result, proc:down(Ref)} end.

relay(To) ->
    receive M -> To ! M, relay(To) end.

one_by_one(N, Options) ->
    asked(Options, fun(Relay) -> one_by_one(N, Relay, [], 0) end).

one_by_one(0, _, Kept, Sum) -> {Sum, length(Kept), lists:sum([element(2, K) || K <- Kept])};
one_by_one(N, Relay, Kept, Sum) ->
    Relay ! M = {N, N rem 9, [x, y], {N + 0.5}},
    receive
        M when N rem 5 =:= 0 -> one_by_one(N - 1, Relay, [M | Kept], Sum + N);
        M -> one_by_one(N - 1, Relay, Kept, Sum + 1)
    end.

flooded(N, Options) ->
    asked(Options, fun(Relay) ->
        [Relay ! {I, integer_to_list(I)} || I <- lists:seq(1, N)],
        Relay ! all,
        receive all -> ok end,
        lists:sum([receive {I, L} -> list_to_integer(L) end || I <- lists:seq(1, N)])
    end).

unread(Options) ->
    Pid = spawn_opt(fun() -> receive never -> ok end end, Options),
    [Pid ! M || M <- kinds(), _ <- lists:seq(1, 10)],
    proc:until(fun() -> element(2, process_info(Pid, message_queue_len)) =:= 10 * length(kinds()) end),
    true = erlang:garbage_collect(Pid),
    {messages, Ms} = process_info(Pid, messages),
    proc:kill(Pid),
    length(lists:usort(Ms)).

%% What a receive has looked at, and its parts, while more comes and the heap is collected.
looked_at(Options) ->
    asked(Options, fun(Relay) ->
        [Relay ! {I, {part, I}, [I]} || I <- lists:seq(1, 200)],
        [receive
            {I, P, L} when hd(L) rem 2 =:= 0, tuple_size(P) =:= 2 ->
                Relay ! {again, P},
                [_ | _] = lists:seq(1, 50),
                {I, P} =:= {I, {part, hd(L)}}
         end || I <- lists:seq(200, 2, -2)],
        erlang:garbage_collect(),
        Odd = [receive {I, {part, I}, [I]} -> I end || I <- lists:seq(1, 199, 2)],
        Again = [receive {again, {part, I}} -> I end || _ <- lists:seq(1, 100)],
        {lists:sum(Odd), lists:sum(Again)}
    end).

by_alias(N) ->
    lists:sum([begin
        A = alias([reply]),
        spawn(fun() -> A ! {reply, A, I}, A ! {late, A} end),
        receive {reply, A, J} -> J end
    end || I <- lists:seq(1, N)]) + length([late || {late, _} <- proc:flush()]).

flushed(N) ->
    [begin
        {P, R} = spawn_monitor(fun() -> exit({small, [reason]}) end),
        proc:gone(P),
        demonitor(R, [flush])
    end || _ <- lists:seq(1, N)],
    proc:flush().

sleeper() ->
    Self = self(),
    Pid = spawn(fun() -> erlang:hibernate(?MODULE, hibernated, [Self]) end),
    [begin Pid ! {I, [I]}, receive {Pid, M} -> M end end || I <- lists:seq(1, 300)],
    Monitor = monitor(process, Pid),
    Pid ! stop,
    receive {'DOWN', Monitor, process, Pid, Reason} -> Reason end.

hibernated(To) ->
    erlang:garbage_collect(),
    awake(To).

awake(To) ->
    receive
        stop -> exit(slept);
        M -> To ! {self(), M}, erlang:hibernate(?MODULE, hibernated, [To])
    end.

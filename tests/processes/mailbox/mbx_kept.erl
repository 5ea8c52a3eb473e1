%% SPDX-License-Identifier: Apache-2.0
%% Messages to oneself are not copied: by pid and by name; through an alias, by a timer and off the
%% heap they are. They survive collections in any order of taking out.
-module(mbx_kept).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    S = share(8, [x]),
    ?S(kept(S, fun(M) -> self() ! M end)),
    ?S(kept(S, fun(M) -> erlang:send(self(), M, [nosuspend]) end)),
    register(me, self()),
    ?S(kept(S, fun(M) -> me ! M end)),
    ?S(kept(S, fun(M) -> {me, node()} ! M end)),
    A = alias(),
    ?S(kept(S, fun(M) -> A ! M end)),
    ?S(kept(S, fun(M) -> erlang:send_after(0, self(), M) end)),
    process_flag(message_queue_data, off_heap),
    ?S(kept(S, fun(M) -> self() ! M end)),
    process_flag(message_queue_data, on_heap),
    ?S(order(100)),
    ?S(mixed(200, [])),
    ?S(selective(50)),
    ?S(left_behind()),
    ?S(growing(2000, 0)).

kept(S, Send) ->
    Send(S),
    erlang:garbage_collect(),
    receive
        M -> {erts_debug:same(M, S), M =:= S}
    end.

share(0, X) -> X;
share(N, X) -> S = share(N - 1, X), {S, S}.

%% Behind what others and the process itself have sent before.
order(N) ->
    Me = self(),
    A = alias(),
    [begin A ! {a, I}, Me ! {b, I}, Me ! {c, I, self()} end || I <- lists:seq(1, N)],
    Got = [element(1, M) || M <- proc:flush()],
    Got =:= lists:append(lists:duplicate(N, [a, b, c])).

%% Messages of two senders, with collections in between.
mixed(0, Acc) ->
    [self() ! {mine, I} || I <- Acc],
    erlang:garbage_collect(),
    lists:sum([I || {mine, I} <- proc:flush()]);
mixed(N, Acc) ->
    Me = self(),
    self() ! {mine, [N, lists:seq(1, N)]},
    {P, R} = spawn_monitor(fun() -> Me ! {other, [N, lists:seq(1, N)]} end),
    receive {'DOWN', R, process, P, _} -> ok end,
    N rem 7 =:= 0 andalso erlang:garbage_collect(),
    {mine, [N, L]} = receive M1 = {mine, _} -> M1 end,
    {other, [N, L]} = receive M2 = {other, _} -> M2 end,
    mixed(N - 1, [N | Acc]).

selective(N) ->
    [self() ! {I, lists:duplicate(I, binary:copy(<<I>>, 100))} || I <- lists:seq(1, N)],
    erlang:garbage_collect(),
    Odd = [receive {I, L} -> erlang:garbage_collect(), length(L) end || I <- lists:seq(N, 1, -2)],
    Even = [receive {I, L} -> byte_size(hd(L)) end || I <- lists:seq(N - 1, 1, -2)],
    {lists:sum(Odd), lists:sum(Even), process_info(self(), message_queue_len)}.

%% A process that ends with messages to itself in its queue.
left_behind() ->
    proc:ends(fun() ->
        [self() ! {I, binary:copy(<<I>>, 1000)} || I <- lists:seq(1, 100)],
        erlang:garbage_collect(),
        exit(done)
    end).

growing(0, Sum) -> Sum;
growing(N, Sum) ->
    self() ! {Sum, lists:seq(1, N rem 100), [N]},
    receive {S, L, [N]} -> growing(N - 1, S + length(L)) end.

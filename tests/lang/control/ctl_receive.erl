%% SPDX-License-Identifier: Apache-2.0
%% receive in one process: self-sends, selection, order, after 0, nested receives, timeouts.
-module(ctl_receive).
-export([main/0]).
-include("t.hrl").

main() ->
    Self = self(),
    [Self ! M || M <- [1, 2, a, {b, 1}, 3, {b, 2}, "x", 4.0]],
    erlang:display(take_b()),
    erlang:display(take_b()),
    erlang:display(take_b()),
    erlang:display(all()),
    erlang:display(Self ! (Self ! sent_twice)),
    erlang:display(all()),
    erlang:display(erlang:send(Self, 5)),
    erlang:display(erlang:send(Self, 6, [noconnect])),
    erlang:display(process_info(Self, message_queue_len)),
    erlang:display(process_info(Self, messages)),
    erlang:display(receive X when X > 5 -> X after 10 -> none end),
    erlang:display(all()),
    erlang:display(receive after 0 -> zero end),
    erlang:display(receive after 1 -> one end),
    erlang:display(nested()),
    Self ! {self(), pid},
    erlang:display(receive {Self, P} -> P end),
    Ref = make_ref(),
    Self ! {make_ref(), wrong},
    Self ! {Ref, right},
    erlang:display(receive {Ref, Y} -> Y end),
    erlang:display(length(all())),
    many(3000),
    ?T(receive after id(-1) -> ok end),
    ?T(receive after id(a) -> ok end),
    ?T(receive after id(16#100000000) -> ok end),
    ?T(receive after id(1 bsl 70) -> ok end),
    ?T(receive after id(1.0) -> ok end),
    Self ! msg,
    ?T(receive msg -> got after id(a) -> ok end),
    ?T(all()),
    ?T(begin Self ! {m, 1}, receive {m, Z} when Z =:= 2 -> Z; {m, Z} ->
            error({unexpected, Z}) end end),
    ?T(a_name ! x),
    ?T(id(1) ! x),
    ?E(erlang:send(Self, x, [bad])),
    ?T(erlang:send({name, 'other@host', x}, y)).

take_b() ->
    receive
        {b, X} -> X
    after 0 -> none
    end.

all() ->
    receive
        X -> [X | all()]
    after 0 -> []
    end.

nested() ->
    self() ! a,
    self() ! b,
    self() ! c,
    receive
        c ->
            receive
                a ->
                    receive
                        X -> {c, a, X}
                    end
            end
    end.

%% Taking messages from the far end of a long queue, in reverse order.
many(N) ->
    [self() ! {n, I} || I <- lists:seq(1, N)],
    Sum = lists:foldl(fun(I, Acc) -> receive {n, I} -> Acc + I end end, 0,
        lists:seq(N, N - 100, -1)),
    Rest = drain(0, 0),
    erlang:display({Sum, Rest}).

drain(Count, Sum) ->
    receive
        {n, I} -> drain(Count + 1, Sum + I)
    after 0 -> {Count, Sum}
    end.

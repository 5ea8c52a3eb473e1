%% SPDX-License-Identifier: Apache-2.0
%% Messages of all types to oneself: copies are equal; order; priorities of clauses; large
%% messages.
-module(run_self).
-export([main/0]).
-include("t.hrl").

main() ->
    Terms = [1, 1 bsl 70, 1.5, a, "str", [1 | 2], {t, [u]}, <<"bin">>, <<5:3>>,
        binary:copy(<<"x">>, 1000), #{a => [1]},
        maps:from_list([{I, {I}} || I <- lists:seq(1, 50)]),
             fun(X) -> X + 1 end, fun lists:map/2, self(), make_ref(), []],
    ?T([begin self() ! X, receive Y -> X =:= Y end end || X <- Terms]),
    [self() ! {N, X} || {N, X} <- lists:enumerate(Terms)],
    ?T([begin {N, X} = receive {N, _} = M -> M end, X =:= lists:nth(N, Terms) end
            || N <- lists:reverse(lists:seq(1, length(Terms)))]),
    ?T(begin self() ! binary:part(binary:copy(<<"0123456789">>, 100), 5, 300), receive B ->
            {byte_size(B), erlang:crc32(B)} end end),
    ?T(begin L = lists:seq(1, 50000), self() ! L, self() ! L, receive A -> receive B ->
            {A =:= B, length(A)} end end end),
    ?T(begin F = fun(X) -> X + 1 end, self() ! F, receive G -> {G(1), G =:= F} end end),
    ?T(ring(10000, 0)),
    ?T(begin Ref = make_ref(), [self() ! {make_ref(), N} || N <- lists:seq(1, 500)],
            self() ! {Ref, found}, receive {Ref, R} -> R end end),
    ?T(flush(0)),
    ?T(timeout_then_message()),
    ?T(selective(lists:seq(1, 200))),
    ?T(garbage_with_messages(200)).

ring(0, Acc) -> Acc;
ring(N, Acc) -> self() ! {n, N}, receive {n, M} -> ring(N - 1, Acc + M) end.

flush(N) -> receive _ -> flush(N + 1) after 0 -> N end.

timeout_then_message() ->
    A = receive X -> X after 5 -> none end,
    self() ! now_there,
    B = receive Y -> Y after 1000 -> none end,
    {A, B}.

selective(L) ->
    [self() ! X || X <- L],
    Odd = [receive X when X rem 2 =:= 1 -> X end || _ <- lists:seq(1, length(L) div 2)],
    Even = [receive X -> X end || _ <- lists:seq(1, length(L) div 2)],
    {lists:sum(Odd), lists:sum(Even), lists:sublist(Odd, 3), lists:sublist(Even, 3)}.

garbage_with_messages(N) ->
    [self() ! {I, lists:seq(1, I)} || I <- lists:seq(1, N)],
    [_ = list_to_tuple(lists:seq(1, 500)) || _ <- lists:seq(1, 100)],
    erlang:garbage_collect(),
    lists:sum([receive {I, L} -> length(L) end || I <- lists:seq(N, 1, -1)]).

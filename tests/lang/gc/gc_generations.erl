%% SPDX-License-Identifier: Apache-2.0
%% Long-lived data among much garbage: old terms stay intact through many collections.
-module(gc_generations).
-export([main/0]).
-include("t.hrl").

main() ->
    Old = [{I, integer_to_list(I), [I, I + 1], #{k => I}, <<I:64>>, I / 3, I bsl 60}
        || I <- lists:seq(1, 200)],
    H = erlang:phash2(Old),
    Bins = [binary:copy(<<I>>, 100 + I) || I <- lists:seq(1, 100)],
    C = erlang:crc32(Bins),
    Funs = [fun(X) -> {X, I, lists:nth(I, Old)} end || I <- lists:seq(1, 50)],
    put(kept, Old),
    R = rounds(60, [], 0),
    erlang:display(R),
    erlang:display({H =:= erlang:phash2(Old), C =:= erlang:crc32(Bins), get(kept) =:= Old}),
    erlang:display(erlang:phash2([F(x) || F <- Funs])),
    erlang:garbage_collect(),
    erlang:display({H =:= erlang:phash2(Old), C =:= erlang:crc32(Bins), get(kept) =:= Old}),
    Mutated = lists:foldl(fun(I, T) -> setelement(1 + I rem 100, T,
        [I | lists:sublist(element(1 + I rem 100, T), 3)]) end,
                          erlang:make_tuple(100, []), lists:seq(1, 3000)),
    erlang:display(erlang:phash2(Mutated)),
    erlang:display(queue_sim(3000, queue:new(), 0)),
    erlang:display(window(lists:seq(1, 3000), [], 0)).

rounds(0, Kept, S) -> {length(Kept), S, erlang:phash2(Kept)};
rounds(N, Kept, S) ->
    Garbage = [{X, X * X, [X]} || X <- lists:seq(1, 500)],
    Sum = lists:sum([A || {_, A, _} <- Garbage]),
    Keep = lists:nth(1 + N rem 100, Garbage),
    rounds(N - 1, [Keep | Kept], S + Sum).

queue_sim(0, Q, S) -> {queue:len(Q), S};
queue_sim(N, Q, S) when N rem 3 =:= 0 ->
    case queue:out(Q) of
        {{value, {V, _}}, Q2} -> queue_sim(N - 1, Q2, S + V);
        {empty, Q2} -> queue_sim(N - 1, Q2, S)
    end;
queue_sim(N, Q, S) -> queue_sim(N - 1, queue:in({N, [N]}, Q), S).

window([X | Xs], W, S) ->
    W2 = lists:sublist([X | W], 10),
    window(Xs, W2, (S + lists:sum(W2)) rem 1000003);
window([], W, S) -> {W, S}.

%% SPDX-License-Identifier: Apache-2.0
%% Breadth-first search in a grid: OTP's queue and sets.
-module(deques).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 600.

bench(N) ->
    search(queue:from_list([{{1, 1}, 0}]), sets:from_list([{1, 1}], [{version, 2}]), N, 0).

search(Queue, Seen, N, Furthest) ->
    case queue:out(Queue) of
        {empty, _} ->
            {Furthest, sets:size(Seen)};
        {{value, {Place, Distance}}, Rest} ->
            {More, Known} = visit(neighbours(Place), Distance + 1, Rest, Seen, N),
            search(More, Known, N, max(Distance, Furthest))
    end.

neighbours({X, Y}) -> [{X + 1, Y}, {X - 1, Y}, {X, Y + 1}, {X, Y - 1}].

visit([], _, Queue, Seen, _) ->
    {Queue, Seen};
visit([Place | Places], Distance, Queue, Seen, N) ->
    case free(Place, N) andalso not sets:is_element(Place, Seen) of
        true ->
            visit(Places, Distance, queue:in({Place, Distance}, Queue),
                  sets:add_element(Place, Seen), N);
        false ->
            visit(Places, Distance, Queue, Seen, N)
    end.

free({X, Y}, N) ->
    X > 0 andalso Y > 0 andalso X =< N andalso Y =< N andalso (X * 7 + Y * 13) rem 11 =/= 0.

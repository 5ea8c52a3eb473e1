%% SPDX-License-Identifier: Apache-2.0
%% ETS: update_counter, update_element, insert_new, take, ordered_set with next and prev.
-module(ets_counters).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 300000.

bench(N) ->
    T = ets:new(table, [set]),
    count(N, T),
    Top = lists:sum([V || {_, V} <- ets:tab2list(T)]),
    O = ets:new(table, [ordered_set]),
    queue(N div 2, O, 1),
    Left = drain(O, 0),
    ets:delete(T),
    ets:delete(O),
    {Top, Left}.

count(0, _) -> ok;
count(N, T) ->
    ets:update_counter(T, N rem 1000, 1, {N rem 1000, 0}),
    ets:insert_new(T, {N rem 500, 1}),
    ets:update_counter(T, N rem 1000, [{2, 2}, {2, -1}]),
    count(N - 1, T).

queue(0, _, _) -> ok;
queue(N, T, X) ->
    ets:insert(T, {{X rem 1000, N}, N}),
    queue(N - 1, T, (X * 1103515245 + 12345) band 16#7fffffff).

drain(T, Sum) ->
    case ets:first(T) of
        '$end_of_table' -> Sum;
        Key ->
            [{_, V}] = ets:take(T, Key),
            drain(T, (Sum + V) band 16#fffffff)
    end.

%% SPDX-License-Identifier: Apache-2.0
%% ETS: select, match, foldl, first/next, tab2list, select_delete, on a set and an ordered_set.
-module(ets_scans).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 60000.

bench(N) -> [scan(Type, N) || Type <- [set, ordered_set]].

scan(Type, N) ->
    T = ets:new(table, [Type]),
    [ets:insert(T, {I, I rem 100, [I]}) || I <- lists:seq(1, N)],
    Selected = ets:select(T, [{{'$1', '$2', '_'}, [{'<', '$2', 10}], ['$1']}]),
    Matched = ets:match(T, {'$1', 7, '_'}),
    Folded = ets:foldl(fun({K, V, _}, Sum) -> (Sum + K * V) band 16#fffffff end, 0, T),
    Walked = walk(ets:first(T), T, 0),
    All = length(ets:tab2list(T)),
    Count = ets:select_count(T, [{{'_', '$1', '_'}, [{'>', '$1', 49}], [true]}]),
    Deleted = ets:select_delete(T, [{{'_', '$1', '_'}, [{'=:=', '$1', 3}], [true]}]),
    ets:delete(T),
    {lists:sum(Selected), length(Matched), Folded, Walked, All, Count, Deleted}.

walk('$end_of_table', _, Sum) -> Sum;
walk(K, T, Sum) -> walk(ets:next(T, K), T, (Sum + K) band 16#fffffff).

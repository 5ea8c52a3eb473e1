%% SPDX-License-Identifier: Apache-2.0
%% Large maps: put, get, update, remove, fold, merge, comparison.
-module(bigmaps).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 300000.

bench(N) ->
    Map = fill(N, 1, #{}),
    Hits = hits(N, 1, Map, 0),
    Pairs = maps:from_list([{{I, integer_to_binary(I)}, I} || I <- lists:seq(1, N div 10)]),
    Half = drop(N div 2, 1, Map),
    Merged = maps:merge(Half, Map),
    {map_size(Map), Hits, map_size(Half), Merged =:= Map, map_size(Pairs),
     maps:get({77, <<"77">>}, Pairs),
     maps:fold(fun(K, V, Sum) -> (Sum + K * V) band 16#ffffffff end, 0, Half)}.

next(X) -> (X * 1103515245 + 12345) band 16#7fffffff.

fill(0, _, Map) -> Map;
fill(N, X, Map) -> fill(N - 1, next(X), Map#{X => N}).

hits(0, _, _, Sum) ->
    Sum;
hits(N, X, Map, Sum) ->
    case Map of
        #{X := V} -> hits(N - 1, next(X), Map, Sum + V);
        _ -> hits(N - 1, next(X), Map, Sum)
    end.

drop(0, _, Map) -> Map;
drop(N, X, Map) -> drop(N - 1, next(X), maps:remove(X, Map)).

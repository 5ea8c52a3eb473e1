%% SPDX-License-Identifier: Apache-2.0
%% A map of 100,000 keys: building, reading, updating, comparing, encoding.
%% heavy: large heap
-module(map_huge).
-export([main/0]).
-include("t.hrl").

main() ->
    N = 100000,
    M = maps:from_list([{I, -I} || I <- lists:seq(1, N)]),
    ?T(map_size(M)),
    ?T(lists:sum([maps:get(I, M) || I <- lists:seq(1, N, 7)])),
    ?T(maps:fold(fun(K, V, A) -> A + K + V end, 0, M)),
    M2 = lists:foldl(fun(I, Acc) -> Acc#{I := I} end, M, lists:seq(1, N, 10)),
    ?T({map_size(M2), lists:sum(maps:values(M2))}),
    ?T({M =:= M2, M < M2, M2 < M, M == M}),
    ?T(lists:sum(maps:values(M))),
    M3 = lists:foldl(fun maps:remove/2, M, lists:seq(1, N, 2)),
    ?T({map_size(M3), maps:is_key(1, M3), maps:is_key(2, M3)}),
    ?T(map_size(maps:merge(M3, M2))),
    ?T(erlang:phash2(M)),
    ?T(binary_to_term(term_to_binary(M)) =:= M),
    ?T(erlang:external_size(M)),
    ?T(map_size(maps:filter(fun(K, _) -> K rem 3 =:= 0 end, M))),
    ?T(begin #{77777 := X} = M, X end),
    ?T(maps:from_list(maps:to_list(M3)) =:= M3),
    ?T(map_size(maps:from_keys(lists:seq(1, N), v))).

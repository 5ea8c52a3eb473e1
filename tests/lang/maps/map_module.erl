%% SPDX-License-Identifier: Apache-2.0
%% The maps module: folds, filters, iterators, merging with functions.
-module(map_module).
-export([main/0]).
-include("t.hrl").

main() ->
    M = maps:from_list([{I, I * I} || I <- lists:seq(1, 8)]),
    B = maps:from_list([{I, I * I} || I <- lists:seq(1, 100)]),
    Sorted = fun(X) -> lists:sort(maps:to_list(X)) end,
    ?T(maps:map(fun(K, V) -> K + V end, M)),
    ?T(maps:filter(fun(K, V) -> K rem 2 =:= 0 andalso V > 10 end, M)),
    ?T(maps:filtermap(fun(K, V) when K < 3 -> {true, -V}; (K, _) -> K > 6 end, M)),
    ?T(maps:fold(fun(K, V, A) -> [K - V | A] end, [], M)),
    ?T(maps:fold(fun(K, V, A) -> K + V + A end, 0, B)),
    ?T(maps:foreach(fun(K, V) -> K * V end, M)),
    ?T(maps:merge_with(fun(K, A, C) -> {K, A, C} end, #{a => 1, b => 2}, #{b => 3, c => 4})),
    ?T(Sorted(maps:merge_with(fun(_, A, C) -> A + C end, M, maps:with([1, 50, 3], B)))),
    ?T(maps:intersect(M, #{1 => x, 100 => y})),
    ?T(maps:intersect_with(fun(K, A, C) -> {K, A, C} end, M, #{1 => x, 2 => z, 100 => y})),
    ?T({maps:with([1, 3, 99], M), maps:without([1, 2, 3], M)}),
    ?T(maps:update_with(1, fun(V) -> V + 1 end, M)),
    ?T(maps:update_with(99, fun(V) -> V + 1 end, M)),
    ?T(maps:update_with(99, fun(V) -> V + 1 end, init, #{})),
    ?T(maps:groups_from_list(fun(X) -> X rem 3 end, lists:seq(1, 10))),
    ?T(maps:groups_from_list(fun(X) -> X rem 3 end, fun(X) -> -X end, lists:seq(1, 10))),
    ?T(collect(maps:next(maps:iterator(M)))),
    ?T(lists:sort(collect(maps:next(maps:iterator(B)))) =:= Sorted(B)),
    ?T(maps:next(maps:iterator(#{}))),
    ?T(maps:to_list(maps:iterator(M))),
    ?T(maps:size(maps:filter(fun(_, V) -> V rem 2 =:= 1 end, B))),
    ?T(lists:sum(maps:values(maps:map(fun(_, V) -> V * 2 end, B)))),
    ?T(maps:map(id(x), M)),
    ?T(maps:map(fun(_, _) -> 1 end, id(x))),
    ?T(maps:fold(fun(_, _) -> 1 end, 0, M)),
    ?T(maps:filter(fun(_, _) -> maybe_so end, #{a => 1})),
    ?T(maps:filtermap(fun(_, _) -> maybe_so end, #{a => 1})),
    ?T(maps:merge_with(id(x), #{}, #{})),
    ?T(maps:update_with(a, id(x), #{a => 1})),
    ?T(maps:with(id(a), M)),
    ?T(maps:with([1], id([]))),
    ?T(maps:without([a], id(b))),
    ?T(maps:iterator(id(x))),
    ?T(maps:next(id(x))),
    ?T(maps:groups_from_list(fun(X) -> X div 0 end, [1, 2])),
    ?T(maps:foreach(fun(K, _) -> K =:= 3 andalso throw(stop) end, M)),
    ?T(maps:from_keys(id([a | b]), 1)),
    ?T(maps:intersect(id(a), M)).

collect(none) -> [];
collect({K, V, I}) -> [{K, V} | collect(maps:next(I))].

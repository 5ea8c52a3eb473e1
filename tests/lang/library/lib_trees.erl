%% SPDX-License-Identifier: Apache-2.0
%% gb_trees, gb_sets, ordsets, sets, orddict, dict on the same data.
-module(lib_trees).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [X * 7919 rem 1009 || X <- lists:seq(1, 400)],
    T = lists:foldl(fun(X, A) -> gb_trees:enter(X, {v, X}, A) end, gb_trees:empty(), L),
    ?T({gb_trees:size(T), gb_trees:lookup(55, T), gb_trees:lookup(2000, T), gb_trees:smallest(T),
            gb_trees:largest(T)}),
    ?T(erlang:phash2(gb_trees:to_list(T))),
    ?T(gb_trees:get(2000, T)),
    ?T(element(1, gb_trees:take_smallest(T))),
    ?T(gb_trees:size(lists:foldl(fun gb_trees:delete_any/2, T, lists:sublist(L, 300)))),
    ?T(iterate(gb_trees:next(gb_trees:iterator(T)), 0)),
    ?T(element(1, gb_trees:next(gb_trees:iterator_from(500, T)))),
    ?T(gb_trees:insert(hd(L), x, T) =:= x),
    G = gb_sets:from_list(L),
    H = gb_sets:from_list([X || X <- L, X rem 3 =:= 0] ++ [5000]),
    ?T([gb_sets:size(F(G, H)) || F <- [fun gb_sets:union/2, fun gb_sets:intersection/2,
            fun gb_sets:difference/2]]),
    ?T([gb_sets:is_member(X, G) || X <- [55, 56, 5000]]),
    ?T(gb_sets:is_subset(gb_sets:intersection(G, H), H)),
    O = ordsets:from_list(L),
    P = ordsets:from_list([X || X <- L, X rem 3 =:= 0] ++ [5000]),
    ?T([length(F(O, P)) || F <- [fun ordsets:union/2, fun ordsets:intersection/2,
            fun ordsets:subtract/2]]),
    [begin
         S = sets:from_list(L, V), S2 = sets:from_list([X || X <- L, X rem 3 =:= 0] ++ [5000], V),
         ?T([sets:size(F(S, S2)) || F <- [fun sets:union/2, fun sets:intersection/2,
                 fun sets:subtract/2]]),
         ?T(lists:sort(sets:to_list(S)) =:= O),
         ?T(sets:fold(fun erlang:'+'/2, 0, S)),
         ?T([sets:is_element(X, S) || X <- [55, 56]])
     end || V <- [[{version, 1}], [{version, 2}]]],
    D = lists:foldl(fun(X, A) -> dict:append(X rem 10, X, A) end, dict:new(), L),
    ?T(lists:sort(dict:fetch_keys(D))),
    ?T(lists:sum(dict:fetch(3, D))),
    ?T(dict:fetch(30, D)),
    ?T(dict:find(30, D)),
    ?T(lists:sort(dict:to_list(dict:map(fun(_, V) -> length(V) end, D)))),
    ?T(dict:size(lists:foldl(fun(X, A) -> dict:store(X, X, A) end, dict:new(),
            lists:seq(1, 2000)))),
    ?T(dict:size(lists:foldl(fun dict:erase/2,
            lists:foldl(fun(X, A) -> dict:store({X, a}, X, A) end, dict:new(), lists:seq(1, 1000)),
            [{X, a} || X <- lists:seq(1, 950)]))),
    Od = lists:foldl(fun(X, A) -> orddict:update_counter(X rem 10, X, A) end, orddict:new(), L),
    ?T(Od),
    ?T(orddict:merge(fun(_, A, B) -> A - B end, Od, orddict:from_list([{3, 3}, {30, 30}]))).

iterate(none, N) -> N;
iterate({K, {v, K}, I}, N) -> iterate(gb_trees:next(I), N + K).

%% SPDX-License-Identifier: Apache-2.0
%% queue, array, proplists, digraph-free graph code, sofs.
-module(lib_queues).
-export([main/0]).
-include("t.hrl").

main() ->
    Q = queue:from_list(lists:seq(1, 10)),
    ?T({queue:len(Q), queue:head(Q), queue:last(Q), queue:to_list(queue:reverse(Q))}),
    ?T(queue:to_list(queue:in(x, queue:in_r(y, Q)))),
    ?T(element(1, queue:out_r(Q))),
    ?T(queue:to_list(queue:filter(fun(X) -> X rem 2 =:= 0 end, Q))),
    ?T({queue:to_list(element(1, queue:split(3, Q))), queue:member(5, Q), queue:is_empty(queue:new())}),
    ?T(queue:head(queue:new())),
    ?T(queue:in(x, id(not_a_queue))),
    ?T(queue:fold(fun(X, A) -> X * 2 + A end, 0, Q)),
    A = array:from_list(lists:seq(1, 100), 0),
    ?T({array:size(A), array:get(50, A), array:get(1000, A)}),
    ?T(array:get(-1, A)),
    B = lists:foldl(fun(I, X) -> array:set(I * 37, I, X) end, array:new({default, none}), lists:seq(0, 200)),
    ?T({array:size(B), array:get(37, B), array:get(38, B), array:sparse_size(array:reset(7400, B))}),
    ?T(lists:sum(array:to_list(array:map(fun(_, V) -> V * 2 end, A)))),
    ?T(length(array:sparse_to_orddict(B))),
    ?T(array:foldr(fun(I, V, S) -> S + I * V end, 0, A)),
    F = array:new(5, fixed),
    ?T(array:set(5, x, F)),
    P = [a, {b, 1}, {c, 2}, {b, 3}, {d, false}, e],
    ?T([proplists:get_value(K, P) || K <- [a, b, d, z]]),
    ?T([proplists:get_bool(K, P) || K <- [a, b, d, z]]),
    ?T({proplists:get_all_values(b, P), proplists:lookup(c, P), proplists:lookup_all(b, P), proplists:delete(b, P)}),
    ?T({proplists:compact([{a, true}, {b, 1}]), proplists:unfold(P), proplists:get_keys([{x, 1}, y, {x, 2}])}),
    ?T(proplists:normalize([no_a, {b, 1}, old], [{negations, [{no_a, a}]}, {expand, [{old, [new, {n, 2}]}]}])),
    ?T(proplists:to_map([a, {b, 2}, {b, 3}])),
    S = sofs:relation([{a, 1}, {b, 2}, {a, 3}]),
    ?T(sofs:to_external(sofs:relation_to_family(S))),
    ?T(sofs:to_external(sofs:converse(S))),
    ?T(sofs:to_external(sofs:domain(S))),
    ?T(sofs:to_external(sofs:relative_product(S, sofs:relation([{1, x}, {3, y}])))),
    ?T(sofs:to_external(sofs:product(sofs:set([1, 2]), sofs:set([a, b])))),
    ?T(sofs:to_external(sofs:partition({external, fun(X) -> X rem 2 end}, sofs:set([1, 2, 3, 4])))),
    ?T(sofs:set(id(a))).

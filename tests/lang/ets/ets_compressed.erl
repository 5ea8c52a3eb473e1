%% SPDX-License-Identifier: Apache-2.0
%% Compressed tables: the same results as of others, and less memory.
-module(ets_compressed).
-export([main/0]).

main() ->
    [run(Type, Options) || Type <- [set, bag, duplicate_bag, ordered_set],
                           Options <- [[], [public, {write_concurrency, true}], [{keypos, 2}]]],
    [counters(Type) || Type <- [set, ordered_set]],
    [replace(Type) || Type <- [set, ordered_set, duplicate_bag]].

values() ->
    [a, 1, -1.5, [], "text that is a bit longer than some", {1, {2, {3, [4, 5, x]}}}, 1 bsl 200,
     -(1 bsl 70), <<"bytes">>, <<1:5>>, binary:copy(<<"large">>, 100), #{a => 1, {b} => [2]}, self(),
     make_ref(), fun lists:map/2, fun() -> values() end, lists:seq(1, 100),
     maps:from_list([{I, I} || I <- lists:seq(1, 50)]), [0.0 | improper], #{}, {}, list_to_tuple(lists:seq(1, 300))].

object(2, K, V) -> {V, K, V, end_of_it};
object(1, K, V) -> {K, V, end_of_it}.

run(Type, Options) ->
    T = ets:new(t, [Type, compressed | Options]),
    U = ets:new(t, [Type | Options]),
    Position = ets:info(T, keypos),
    Objects = [object(Position, K, V) || {K, V} <- lists:zip(lists:seq(1, length(values())), values())]
        ++ [object(Position, V, lists:duplicate(30, x)) || V <- values()],
    [true = ets:insert(X, Objects) || X <- [T, U]],
    [true = ets:insert(X, object(Position, "again", V)) || X <- [T, U], V <- [[1, 2, 3], [1, 2, 3], {4}]],
    Same = fun(Name, F) ->
                   case {F(T), F(U)} of
                       {R, R} -> ok;
                       Other -> erlang:display({Type, Options, Name, Other})
                   end
           end,
    Keys = [element(Position, O) || O <- Objects] ++ ["again", none],
    Same(lookup, fun(X) -> [ets:lookup(X, K) || K <- Keys] end),
    Same(member, fun(X) -> [ets:member(X, K) || K <- Keys] end),
    Same(element, fun(X) -> [catch {ok, ets:lookup_element(X, K, P)} || K <- Keys -- [none], P <- [1, 2, 3]] end),
    Same(bad_element, fun(X) -> [try ets:lookup_element(X, K, 9) catch error:E -> E end || K <- Keys] end),
    Same(tab2list, fun(X) -> lists:sort(ets:tab2list(X)) end),
    Same(select, fun(X) -> lists:sort(ets:select(X, [{{'$1', '$2', end_of_it}, [{is_list, '$2'}], [{{'$2', '$1'}}]},
                                                     {{'_', '$1', '$2', '_'}, [], ['$$']}])) end),
    Same(chunks, fun(X) -> {L, _} = ets:select(X, [{'$1', [], ['$1']}], 1000), lists:sort(L) end),
    Same(count, fun(X) -> ets:select_count(X, [{'$1', [{is_map, {element, 3 - Position, '$1'}}], [true]}]) end),
    Same(match, fun(X) -> lists:sort(ets:match_object(X, object(Position, '_', lists:duplicate(30, x)))) end),
    Same(foldl, fun(X) -> lists:sort(ets:foldl(fun(O, A) -> [O | A] end, [], X)) end),
    Same(delete_object, fun(X) -> [ets:delete_object(X, O) || O <- lists:sublist(Objects, 10)], lists:sort(ets:tab2list(X)) end),
    Same(insert_new, fun(X) -> [ets:insert_new(X, object(Position, K, [again])) || K <- [1, "again", fresh]] end),
    Same(take, fun(X) -> [ets:take(X, K) || K <- ["again", 7]] end),
    Same(delete, fun(X) -> [ets:delete(X, K) || K <- [11, 12, none]] end),
    Same(select_delete, fun(X) -> ets:match_delete(X, object(Position, '_', lists:seq(1, 100))), lists:sort(ets:tab2list(X)) end),
    Same(size, fun(X) -> ets:info(X, size) end),
    erlang:display({Type, ets:info(T, compressed), ets:info(U, compressed), ets:info(T, memory) < ets:info(U, memory)}),
    Empty = fun(X) -> ets:delete_all_objects(X), ets:info(X, memory) end,
    erlang:display(Empty(T) =:= Empty(U)),
    [ets:delete(X) || X <- [T, U]].

counters(Type) ->
    T = ets:new(t, [Type, compressed]),
    Long = lists:seq(1, 50),
    ets:insert(T, {k, Long, 1, 1 bsl 100}),
    erlang:display(ets:update_counter(T, k, {3, 5})),
    erlang:display(ets:update_counter(T, k, [{4, 1}, {3, -1, 0, 9}])),
    erlang:display(ets:update_counter(T, new, {3, 2}, {x, Long, 40})),
    erlang:display(ets:update_element(T, k, [{2, [short]}, {3, "more text than before it"}])),
    erlang:display(ets:update_element(T, none, {2, x})),
    erlang:display([try ets:update_counter(T, K, Op) catch error:E -> E end
                    || {K, Op} <- [{k, {2, 1}}, {k, {9, 1}}, {k, {1, 1}}, {z, 1}]]),
    erlang:display(lists:sort(ets:tab2list(T))).

replace(Type) ->
    T = ets:new(t, [Type, compressed]),
    ets:insert(T, [{I, lists:seq(1, I)} || I <- lists:seq(1, 40)]),
    erlang:display(ets:select_replace(T, [{{'$1', '$2'}, [{'>', '$1', 30}], [{{'$1', {{'$2', '$2'}}}}]}])),
    erlang:display(lists:sort(ets:tab2list(T))).

%% SPDX-License-Identifier: Apache-2.0
%% select_replace: which specifications keep the key; next and prev of the end's name; a table's
%% binaries while others use it.
-module(ets_same_key).
-export([main/1]).
-define(E(X), erlang:display(X)).

replace(T, Head, Body) ->
    try ets:select_replace(T, [{Head, [], [Body]}])
    catch error:badarg -> badarg
    end.

main(_) ->
    [keys(Type) || Type <- [set, ordered_set, bag]],
    [ends(Type) || Type <- [set, ordered_set]],
    locks(),
    erlang:display([erlang:system_info(ets_always_compress)]).

keys(Type) ->
    T = ets:new(t, [Type]),
    ets:insert(T, [{{a, a}, 1, 2}, {{{a, a}}, 1, 2}, {[x, {y}], 1, 2}, {#{k => v}, 1, 2}, {1.0, 3, 4}]),
    Heads = ['$1', {{a, a}}, {a, a}, {'$1', '$2'}, {'$1', '$1'}, [x | '$1'], [x, {y}], ['$1', {y}],
             #{k => v}, #{k => '$1'}, 1.0, '_', {'_', a}, {}],
    Keys = ['$1', {{a, a}}, {{{a, a}}}, {{{{a, a}}}}, {{{{{{a, a}}}}}}, {{'$1', '$2'}}, {{'$1', '$1'}},
            {const, {a, a}}, {const, {{a, a}}}, {{a, {const, a}}}, {const, '$1'}, [x | '$1'],
            [x, {{y}}], [x, {y}], {const, [x, {y}]}, ['$1', {{y}}], #{k => v}, #{k => '$1'}, 1.0, 1,
            {element, 1, '$_'}, {element, 2, '$_'}, '_', {{'_', a}}, {{}}, {const, '_'}, '$_', '$$'],
    [erlang:display([Type, Head, Key, replace(T, {Head, '$8', '$9'}, {{Key, '$9', '$8'}})])
     || Head <- Heads, Key <- Keys],
    [erlang:display([Type, Head, replace(T, {Head, '$8', '$9'}, {const, {Key, 5, 6}})])
     || Head <- Heads, Key <- [{a, a}, '$1', 1.0, [x, {y}]]],
    Deep = lists:foldl(fun(_, D) -> {D} end, a, lists:seq(1, 100000)),
    ?E(replace(T, {Deep, '_', '_'}, {{{const, Deep}, 1, 1}})),
    ?E(lists:sort(ets:tab2list(T))).

ends(Type) ->
    T = ets:new(t, [Type]),
    ets:insert(T, [{1}, {a}, {z}]),
    [erlang:display([try ets:F(T, Key) catch error:R -> R end])
     || F <- [next, prev], Key <- ['$end_of_table', '$0', b], Type =:= ordered_set orelse Key =/= b],
    ets:insert(T, {'$end_of_table'}),
    erlang:display([try is_atom(ets:next(T, '$end_of_table')) catch error:R -> R end]).

locks() ->
    T = ets:new(t, [public, {write_concurrency, true}]),
    Binary = binary:copy(<<"b">>, 100),
    [ets:insert(T, {N, Binary}) || N <- lists:seq(1, 100)],
    {Pid, Ref} = spawn_monitor(fun() -> [ets:insert(T, {N, Binary, N}) || N <- lists:seq(1, 100)] end),
    [100 = length(ets:info(T, binary)) || _ <- lists:seq(1, 100)],
    receive {'DOWN', Ref, process, Pid, Reason} -> ?E(Reason) end,
    ets:insert(T, {1, Binary}),
    ets:safe_fixtable(T, true),
    ets:safe_fixtable(T, false),
    ?E(ets:info(T, size)).

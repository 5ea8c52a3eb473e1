%% SPDX-License-Identifier: Apache-2.0
%% Literals in tables take the memory that the same terms made at run time take; what is looked up is
%% the same.
-module(ets_literals).
-export([main/0]).

main() ->
    [check(Type, More) || Type <- [set, bag, ordered_set], More <- [[], [compressed]]],
    literal_objects().

literals() ->
    [[], {}, #{}, a, 17, -3.5, 1267650600228229401496703205376, "text", <<"short">>, <<5:3>>,
     <<"a binary that is too long for the heap, so it is shared by all who refer to it ........">>,
     {just, 'Some', "tuple", [list, {}, item]}, [{a, "b"}, {{{}}}, [[[[]]]] | tail],
     #{key => "value", "other key" => {1, 2}},
     #{1 => a, 2 => b, 3 => c, 4 => d, 5 => e, 6 => f, 7 => g, 8 => h, 9 => i, 10 => j, 11 => k,
       12 => l, 13 => m, 14 => n, 15 => o, 16 => p, 17 => q, 18 => r, 19 => s, 20 => t, 21 => u,
       22 => v, 23 => w, 24 => x, 25 => y, 26 => z, 27 => aa, 28 => bb, 29 => cc, 30 => dd,
       31 => ee, 32 => ff, 33 => "gg", 34 => {h, h}},
     fun lists:map/2, fun local/1, [fun erlang:self/0 | fun ?MODULE:main/0]].

local(X) -> {X}.

made(Term) -> binary_to_term(term_to_binary(Term)).

check(Type, More) ->
    Linked = ets:new(linked, [Type | More]),
    Made = ets:new(made, [Type | More]),
    Terms = literals(),
    Keys = lists:seq(1, length(Terms)),
    Objects = lists:zipwith(fun(Key, Term) -> {{Key, "key"}, Term, x} end, Keys, Terms),
    true = ets:insert(Linked, Objects),
    [ets:insert(Made, made(Object)) || Object <- Objects],
    Same = [ets:lookup(Linked, Key) =:= [Object] || {Key, _, _} = Object <- Objects],
    erlang:display([Type, More, lists:usort(Same),
                    lists:sort(ets:tab2list(Linked)) =:= lists:sort(ets:tab2list(Made)),
                    ets:info(Linked, memory) =:= ets:info(Made, memory)]),
    Found = [Term || {{Key, _}, Term, _} <- lists:keysort(1, ets:tab2list(Linked)), Key > 0],
    erlang:display([Found =:= Terms, erlang:phash2(Found) =:= erlang:phash2(Terms)]),
    erlang:garbage_collect(),
    true = Found =:= Terms,
    [ets:delete_object(Linked, Object) || Object <- Objects],
    erlang:display(ets:tab2list(Linked)).

literal_objects() ->
    Table = ets:new(table, [{keypos, 2}]),
    Empty = ets:info(Table, memory),
    ets:insert(Table, {a, b, c}),
    ets:insert(Table, {"a", "b", "c"}),
    Full = ets:info(Table, memory),
    ets:update_element(Table, b, {3, "d"}),
    ets:update_element(Table, "b", {3, {e, "f"}}),
    erlang:display([Full > Empty, lists:sort(ets:tab2list(Table))]),
    ets:insert(Table, [{a, b, c}, {"a", "b", "c"}]),
    erlang:display(ets:info(Table, memory) =:= Full),
    ets:delete_all_objects(Table),
    erlang:display(ets:info(Table, memory) =:= Empty).

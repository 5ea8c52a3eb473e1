%% SPDX-License-Identifier: Apache-2.0
%%
%% Stands in for OTP's ets as long as the runtime cannot run match specifications on tables: OTP's
%% digraph and digraph_utils, and through them erl_lint, need select/2. Tables are the runtime's.
%% Match specifications have patterns and bodies here, but no guards. OTP's own module takes its
%% place as soon as the runtime has the rest.
-module(ets).

-export([all/0, delete_all_objects/1, select/2, select_delete/2, tab2list/1, foldl/3]).
-export([new/2, delete/1, rename/2, whereis/1, setopts/2, give_away/3, safe_fixtable/2, internal_request_all/0, info/1, info/2, lookup/2, member/2, lookup_element/3, insert/2, insert_new/2, delete/2, delete_object/2, take/2, first/1, last/1, next/2, prev/2, slot/2]).
-export_type([table/0, tab/0, tid/0]).

-type table() :: atom() | reference().
-type tab() :: table().
-type tid() :: reference().

all() ->
    Reference = internal_request_all(),
    lists:append([receive {Reference, Tables} -> Tables end
                  || _ <- lists:seq(1, erlang:system_info(schedulers))]).

delete_all_objects(Table) ->
    lists:foreach(fun(Object) -> delete_object(Table, Object) end, tab2list(Table)),
    true.

select(Table, Specification) ->
    [Value || Object <- tab2list(Table), {true, Value} <- [run(Specification, Object)]].

select_delete(Table, Specification) ->
    Chosen = [Object || Object <- tab2list(Table), run(Specification, Object) =:= {true, true}],
    lists:foreach(fun(Object) -> delete_object(Table, Object) end, Chosen),
    length(Chosen).

tab2list(Table) ->
    foldl(fun(Object, List) -> [Object | List] end, [], Table).

foldl(Function, Value, Table) ->
    safe_fixtable(Table, true),
    try
        foldl(Function, Value, first(Table), Table)
    after
        safe_fixtable(Table, false)
    end.

foldl(_, Value, '$end_of_table', _) ->
    Value;
foldl(Function, Value, Key, Table) ->
    foldl(Function, lists:foldl(Function, Value, lookup(Table, Key)), next(Table, Key), Table).

%% ---- natives

new(_, _) -> erlang:nif_error(undef).
delete(_) -> erlang:nif_error(undef).
rename(_, _) -> erlang:nif_error(undef).
whereis(_) -> erlang:nif_error(undef).
setopts(_, _) -> erlang:nif_error(undef).
give_away(_, _, _) -> erlang:nif_error(undef).
safe_fixtable(_, _) -> erlang:nif_error(undef).
internal_request_all() -> erlang:nif_error(undef).
info(_) -> erlang:nif_error(undef).
info(_, _) -> erlang:nif_error(undef).
lookup(_, _) -> erlang:nif_error(undef).
member(_, _) -> erlang:nif_error(undef).
lookup_element(_, _, _) -> erlang:nif_error(undef).
insert(_, _) -> erlang:nif_error(undef).
insert_new(_, _) -> erlang:nif_error(undef).
delete(_, _) -> erlang:nif_error(undef).
delete_object(_, _) -> erlang:nif_error(undef).
take(_, _) -> erlang:nif_error(undef).
first(_) -> erlang:nif_error(undef).
last(_) -> erlang:nif_error(undef).
next(_, _) -> erlang:nif_error(undef).
prev(_, _) -> erlang:nif_error(undef).
slot(_, _) -> erlang:nif_error(undef).

%% ---- match specifications

%% {true, value of the first clause that matches}, or false.
run([], _) ->
    false;
run([{Pattern, [], Body} | Clauses], Object) ->
    case match([{Pattern, Object}], #{}) of
        {ok, Bindings} -> {true, value(lists:last(Body), Object, Bindings)};
        no -> run(Clauses, Object)
    end;
run(_, _) ->
    erlang:error(badarg).

%% All pairs of a pattern and a term, with one set of variables.
match([], Bindings) ->
    {ok, Bindings};
match([{'_', _} | Pairs], Bindings) ->
    match(Pairs, Bindings);
match([{Pattern, Term} | Pairs], Bindings) when is_atom(Pattern) ->
    case {is_variable(Pattern), Bindings} of
        {true, #{Pattern := Term}} -> match(Pairs, Bindings);
        {true, #{Pattern := _}} -> no;
        {true, _} -> match(Pairs, Bindings#{Pattern => Term});
        {false, _} when Pattern =:= Term -> match(Pairs, Bindings);
        {false, _} -> no
    end;
match([{[P | Ps], [T | Ts]} | Pairs], Bindings) ->
    match([{P, T}, {Ps, Ts} | Pairs], Bindings);
match([{Pattern, Term} | Pairs], Bindings)
  when is_tuple(Pattern), is_tuple(Term), tuple_size(Pattern) =:= tuple_size(Term) ->
    match(lists:zip(tuple_to_list(Pattern), tuple_to_list(Term)) ++ Pairs, Bindings);
match([{Same, Same} | Pairs], Bindings) ->
    match(Pairs, Bindings);
match(_, _) ->
    no.

is_variable(Atom) ->
    case atom_to_list(Atom) of
        [$$, Digit | Digits] -> lists:all(fun(C) -> C >= $0 andalso C =< $9 end, [Digit | Digits]);
        _ -> false
    end.

value('$_', Object, _) ->
    Object;
value('$$', _, Bindings) ->
    Numbers = lists:sort([list_to_integer(tl(atom_to_list(V))) || V <- maps:keys(Bindings)]),
    [map_get(list_to_atom([$$ | integer_to_list(N)]), Bindings) || N <- Numbers];
value({const, Value}, _, _) ->
    Value;
value({Tuple}, Object, Bindings) when is_tuple(Tuple) ->
    list_to_tuple(value(tuple_to_list(Tuple), Object, Bindings));
value([Head | Tail], Object, Bindings) ->
    [value(Head, Object, Bindings) | value(Tail, Object, Bindings)];
value(Expression, _, _) when is_tuple(Expression); is_map(Expression) ->
    erlang:error(badarg);
value(Other, _, Bindings) ->
    maps:get(Other, Bindings, Other).

%% SPDX-License-Identifier: Apache-2.0
%%
%% Stands in for OTP's ets as long as the runtime has no tables of its own: OTP's digraph and
%% digraph_utils, and through them erl_lint, keep their graphs in such tables. OTP's own module takes
%% its place as soon as the runtime has ETS.
%%
%% A table is a term in the process dictionary of the process that made it; it has no name and is seen
%% by no other process. Here is what those modules call; anything else is undef. Match specifications
%% have patterns and bodies, but no guards.
-module(ets).

-export([new/2, delete/1, delete/2, info/2, insert/2, member/2, lookup/2, lookup_element/3,
         first/1, next/2, select/2, select_delete/2]).
-export_type([table/0, tab/0, tid/0]).

-type table() :: reference().
-type tab() :: table().
-type tid() :: table().

%% rows: key => objects, the newest first; a map, or a gb_tree for ordered_set. A set has one object
%% at each key.
-record(table, {type = set, protection = protected, position = 1, rows}).

new(Name, Options) when is_atom(Name) ->
    Table = lists:foldl(fun option/2, #table{}, Options),
    Reference = make_ref(),
    store(Reference, Table#table{rows = no_rows(Table)}),
    Reference.

option(Type, Table)
  when Type =:= set; Type =:= ordered_set; Type =:= bag; Type =:= duplicate_bag ->
    Table#table{type = Type};
option(Protection, Table)
  when Protection =:= public; Protection =:= protected; Protection =:= private ->
    Table#table{protection = Protection};
option({keypos, Position}, Table) when is_integer(Position), Position > 0 ->
    Table#table{position = Position};
option(_, _) ->
    erlang:error(badarg).

delete(Reference) ->
    _ = table(Reference),
    erase({?MODULE, Reference}),
    true.

delete(Reference, Key) ->
    Table = table(Reference),
    store(Reference, put_objects(Key, [], Table)).

info(Reference, Item) ->
    case get({?MODULE, Reference}) of
        undefined -> undefined;
        Table -> item(Item, Table)
    end.

item(size, Table) -> length(all_objects(Table));
item(memory, #table{rows = Rows}) -> erts_debug:flat_size(Rows);
item(type, #table{type = Type}) -> Type;
item(protection, #table{protection = Protection}) -> Protection;
item(keypos, #table{position = Position}) -> Position;
item(_, _) -> erlang:error(badarg).

%% As ERTS does it: in a bag the last of a list comes first.
insert(Reference, Objects) when is_list(Objects) ->
    Ordered =
        case table(Reference) of
            #table{type = bag} -> lists:reverse(Objects);
            _ -> Objects
        end,
    store(Reference, lists:foldl(fun insert_object/2, table(Reference), Ordered));
insert(Reference, Object) ->
    store(Reference, insert_object(Object, table(Reference))).

insert_object(Object, #table{type = Type, position = Position} = Table) ->
    Key = element(Position, Object),
    Present = get_objects(Key, Table),
    put_objects(Key, add(Type, Object, Present), Table).

add(bag, Object, Present) ->
    case lists:member(Object, Present) of
        true -> Present;
        false -> [Object | Present]
    end;
add(duplicate_bag, Object, Present) ->
    [Object | Present];
add(_, Object, _) ->
    [Object].

member(Reference, Key) -> get_objects(Key, table(Reference)) =/= [].

lookup(Reference, Key) -> lists:reverse(get_objects(Key, table(Reference))).

lookup_element(Reference, Key, Position) ->
    #table{type = Type} = Table = table(Reference),
    case {[element(Position, Object) || Object <- get_objects(Key, Table)], Type} of
        {[], _} -> erlang:error(badarg);
        {[Element], _} when Type =:= set; Type =:= ordered_set -> Element;
        {Elements, _} -> lists:reverse(Elements)
    end.

first(Reference) -> first_of(keys(table(Reference))).

next(Reference, Key) ->
    case table(Reference) of
        #table{type = ordered_set, rows = Rows} ->
            first_of([K || {K, _} <- take(2, gb_trees:iterator_from(Key, Rows)), K > Key]);
        Table ->
            case lists:dropwhile(fun(K) -> K =/= Key end, keys(Table)) of
                [_ | Rest] -> first_of(Rest);
                [] -> erlang:error(badarg)
            end
    end.

first_of([Key | _]) -> Key;
first_of([]) -> '$end_of_table'.

take(0, _) ->
    [];
take(N, Iterator) ->
    case gb_trees:next(Iterator) of
        {Key, Value, Next} -> [{Key, Value} | take(N - 1, Next)];
        none -> []
    end.

%% ---- match specifications

select(Reference, Specification) ->
    [Value || Object <- all_objects(table(Reference)), {true, Value} <- [run(Specification, Object)]].

select_delete(Reference, Specification) ->
    #table{position = Position} = Table = table(Reference),
    Chosen = [Object || Object <- all_objects(Table), run(Specification, Object) =:= {true, true}],
    store(Reference, lists:foldl(
        fun(Object, Rest) ->
            Key = element(Position, Object),
            put_objects(Key, lists:delete(Object, get_objects(Key, Rest)), Rest)
        end,
        Table, Chosen)),
    length(Chosen).

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

%% ---- tables and rows

table(Reference) ->
    case get({?MODULE, Reference}) of
        undefined -> erlang:error(badarg);
        Table -> Table
    end.

store(Reference, Table) ->
    put({?MODULE, Reference}, Table),
    true.

no_rows(#table{type = ordered_set}) -> gb_trees:empty();
no_rows(_) -> #{}.

get_objects(Key, #table{type = ordered_set, rows = Rows}) ->
    case gb_trees:lookup(Key, Rows) of
        {value, Objects} -> Objects;
        none -> []
    end;
get_objects(Key, #table{rows = Rows}) ->
    maps:get(Key, Rows, []).

put_objects(Key, [], #table{type = ordered_set, rows = Rows} = Table) ->
    Table#table{rows = gb_trees:delete_any(Key, Rows)};
put_objects(Key, [], #table{rows = Rows} = Table) ->
    Table#table{rows = maps:remove(Key, Rows)};
put_objects(Key, Objects, #table{type = ordered_set, rows = Rows} = Table) ->
    Table#table{rows = gb_trees:enter(Key, Objects, Rows)};
put_objects(Key, Objects, #table{rows = Rows} = Table) ->
    Table#table{rows = Rows#{Key => Objects}}.

keys(#table{type = ordered_set, rows = Rows}) -> gb_trees:keys(Rows);
keys(#table{rows = Rows}) -> maps:keys(Rows).

all_objects(#table{type = ordered_set, rows = Rows}) -> lists:append(gb_trees:values(Rows));
all_objects(#table{rows = Rows}) -> lists:flatmap(fun lists:reverse/1, maps:values(Rows)).

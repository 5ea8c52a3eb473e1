%% SPDX-License-Identifier: Apache-2.0
%% Random match specifications of every form, right and wrong ones, from a fixed seed, against
%% random objects.
-module(ms_random).
-export([main/0]).
-include("t.hrl").

main() ->
    lists:foldl(fun round/2, 4711, lists:seq(1, 60)).

%% Digests of many; so that a difference shows where it is, one line for each round.
round(Round, Seed) ->
    {Results, Next} = lists:mapfoldl(fun(_, S) -> one(S) end, Seed, lists:seq(1, 50)),
    t:p("~w ~w ~0p", [Round, t:sum(Results), [kind(R) || R <- Results]]),
    Next.

kind({ok, false, _, _}) -> no;
kind({ok, _, _, _}) -> yes;
kind({error, Errors}) -> length(Errors).

one(S0) ->
    {Kind, S1} = pick([table, table, table, trace], S0),
    {Clauses, S2} = pick([1, 1, 2, 4], S1),
    {Spec, S3} = many(fun(S) -> clause(Kind, S) end, Clauses, S2),
    {Object, S4} = object(Kind, S3),
    {erlang:match_spec_test(Object, Spec, Kind), S4}.

object(table, S0) ->
    {Arity, S1} = pick([1, 2, 2, 3], S0),
    {Elements, S2} = many(fun(S) -> term(3, S) end, Arity, S1),
    {list_to_tuple(Elements), S2};
object(trace, S0) ->
    {Arity, S1} = pick([0, 1, 2, 2, 3], S0),
    many(fun(S) -> term(3, S) end, Arity, S1).

clause(Kind, S0) ->
    {Head, S1} = head(Kind, S0),
    {Guards, S2} = pick([0, 0, 1, 2], S1),
    {Guard, S3} = many(fun(S) -> guard(3, S) end, Guards, S2),
    {Size, S4} = pick([1, 1, 1, 2], S3),
    {Body, S5} = many(fun(S) -> expression(3, S) end, Size, S4),
    {Messages, S6} = pick([Body, [{message, hd(Body)}]], S5),
    {{Head, Guard, case Kind of table -> Body; trace -> Messages end}, S6}.

%% A list of no elements that is given back whole is not looked at: ERTS breaks on it.
head(Kind, S0) ->
    {Arity, S1} = pick([1, 2, 2, 3], S0),
    {Elements, S2} = many(fun(S) -> pattern(3, S) end, Arity, S1),
    case Kind of
        table -> pick([list_to_tuple(Elements), list_to_tuple(Elements), '$1', '_'], S2);
        trace -> pick([Elements, Elements, '_', '$2'], S2)
    end.

pattern(Depth, S0) ->
    {What, S1} = pick([variable, variable, variable, any, term, tuple, list, map], S0),
    case What of
        variable -> pick(['$1', '$2', '$3'], S1);
        any -> {'_', S1};
        term -> term(1, S1);
        _ when Depth =:= 0 -> {'_', S1};
        tuple -> tuple(fun(S) -> pattern(Depth - 1, S) end, S1);
        list -> list(fun(S) -> pattern(Depth - 1, S) end, S1);
        map -> map(fun(S) -> pick([a, 1, "k"], S) end, fun(S) -> pattern(Depth - 1, S) end, S1)
    end.

term(Depth, S0) ->
    {What, S1} = pick([atom, number, number, tuple, list, map, binary], S0),
    case What of
        atom -> pick([a, b, true, false], S1);
        number -> pick([0, 1, 2, -1, 1.0, 2.5, 1 bsl 65], S1);
        binary -> pick([<<>>, <<"ab">>, <<1:3>>], S1);
        _ when Depth =:= 0 -> {[], S1};
        tuple -> tuple(fun(S) -> term(Depth - 1, S) end, S1);
        list -> list(fun(S) -> term(Depth - 1, S) end, S1);
        map -> map(fun(S) -> pick([a, 1, "k"], S) end, fun(S) -> term(Depth - 1, S) end, S1)
    end.

guard(Depth, S0) ->
    {What, S1} = pick([compare, compare, test, logic, any], S0),
    case What of
        compare -> call(['==', '=:=', '/=', '=/=', '<', '>', '=<', '>='], 2, Depth, S1);
        test -> call([is_atom, is_integer, is_list, is_tuple, is_map, is_number, is_binary], 1, Depth, S1);
        logic ->
            {Op, S2} = pick(['and', 'or', 'andalso', 'orelse', 'xor'], S1),
            {A, S3} = sub(fun guard/2, Depth, S2),
            {B, S4} = sub(fun guard/2, Depth, S3),
            {{Op, A, B}, S4};
        any -> expression(Depth - 1, S1)
    end.

sub(_, 0, S) -> pick([true, false, '$1'], S);
sub(F, Depth, S) -> F(Depth - 1, S).

expression(Depth, S0) when Depth =< 0 -> leaf(S0);
expression(Depth, S0) ->
    {What, S1} = pick([leaf, leaf, call1, call2, tuple, list, map, logic, term, wrong], S0),
    Sub = fun(S) -> expression(Depth - 1, S) end,
    case What of
        leaf -> leaf(S1);
        call1 -> call([hd, tl, length, size, abs, 'not', '-', is_atom, byte_size, map_size, trunc], 1,
                      Depth, S1);
        call2 -> call(['+', '-', '*', 'div', 'band', 'bsl', element, map_get, is_map_key, '=='], 2, Depth,
                      S1);
        logic -> call(['and', 'or', 'andalso', 'orelse'], 2, Depth, S1);
        tuple -> {Tuple, S2} = tuple(Sub, S1), {{Tuple}, S2};
        list -> list(Sub, S1);
        map -> map(Sub, Sub, S1);
        term -> {Term, S2} = term(2, S1), {{const, Term}, S2};
        wrong -> wrong(S1)
    end.

leaf(S) ->
    pick(['$1', '$1', '$2', '$3', '$_', '$$', a, true, false, 1, 2.0, "k", [], {{}}, {self, 1}, {const, {'$1'}}],
         S).

%% Now and then something that is wrong.
wrong(S0) ->
    case next(S0) of
        {N, S1} when N rem 6 =:= 0 -> pick([{foo}, {1}, '$9', {is_atom}, {const}], S1);
        {_, S1} -> leaf(S1)
    end.

call(Names, Arity, Depth, S0) ->
    {Name, S1} = pick(Names, S0),
    {Arguments, S2} = many(fun(S) -> expression(Depth - 1, S) end, Arity, S1),
    {list_to_tuple([Name | Arguments]), S2}.

tuple(F, S0) ->
    {Size, S1} = pick([1, 2, 3], S0),
    {Elements, S2} = many(F, Size, S1),
    {list_to_tuple(Elements), S2}.

list(F, S0) ->
    {Size, S1} = pick([0, 1, 2, 3], S0),
    {Elements, S2} = many(F, Size, S1),
    case next(S2) of
        {N, S3} when N rem 4 =:= 0, Elements =/= [] ->
            {Tail, S4} = F(S3),
            {Elements ++ Tail, S4};
        {_, S3} ->
            {Elements, S3}
    end.

map(K, V, S0) ->
    {Size, S1} = pick([0, 1, 2], S0),
    {Keys, S2} = many(K, Size, S1),
    {Values, S3} = many(V, Size, S2),
    {maps:from_list(lists:zip(Keys, Values)), S3}.

many(F, Count, Seed) ->
    lists:mapfoldl(fun(_, S) -> F(S) end, Seed, lists:seq(1, Count)).

pick(List, S0) ->
    {N, S1} = next(S0),
    {lists:nth(N rem length(List) + 1, List), S1}.

next(S) ->
    Next = (S * 6364136223846793005 + 1442695040888963407) band (1 bsl 64 - 1),
    {Next bsr 33, Next}.

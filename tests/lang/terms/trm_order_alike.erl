%% SPDX-License-Identifier: Apache-2.0
%% Orders and equality of terms that are alike: pseudo-random terms beside copies in which some parts
%% differ.
-module(trm_order_alike).
-export([main/0]).
-include("t.hrl").

main() ->
    [t:p("~s", [marks(Seed, 60)]) || Seed <- lists:seq(1, 60)].

marks(Seed, Count) ->
    {Marks, _} = lists:mapfoldl(fun pair/2, Seed * 7919, lists:seq(1, Count)),
    Marks.

pair(_, S0) ->
    {Term, S1} = term(4, S0),
    {Other, S2} = change(binary_to_term(term_to_binary(Term)), S1),
    {[mark(Term, Other), mark(Other, Term)], S2}.

mark(A, B) ->
    [if A =:= B -> $=; A == B -> $~; A < B -> $<; A > B -> $> end,
     case erts_internal:cmp_term(A, B) of 0 -> $=; N when N < 0 -> $<; _ -> $> end].

%% One part of the term in two is another.
change(Term, S0) ->
    {Choice, S1} = random(6, S0),
    case Term of
        _ when Choice =:= 0 -> term(1, S1);
        [_ | _] ->
            {Head, S2} = change(hd(Term), S1),
            {Tail, S3} = if Choice < 3 -> {tl(Term), S2}; true -> change(tl(Term), S2) end,
            {[Head | Tail], S3};
        _ when is_tuple(Term), tuple_size(Term) > 0 ->
            {At, S2} = random(tuple_size(Term), S1),
            {Part, S3} = change(element(At + 1, Term), S2),
            {setelement(At + 1, Term, Part), S3};
        _ when is_map(Term), map_size(Term) > 0 ->
            {At, S2} = random(map_size(Term), S1),
            Key = lists:nth(At + 1, lists:sort(maps:keys(Term))),
            {Part, S3} = change(maps:get(Key, Term), S2),
            {Term#{Key := Part}, S3};
        _ when is_integer(Term), Choice < 3 -> {float(Term), S1};
        _ -> {Term, S1}
    end.

term(Depth, S0) ->
    {Choice, S1} = random(if Depth =:= 0 -> 5; true -> 10 end, S0),
    case Choice of
        _ when Choice < 5 ->
            {At, S2} = random(14, S1),
            {element(At + 1, {0, 1, 2, 1.0, 1.5, a, b, aa, [], {}, <<"a">>, <<"ab">>, 1 bsl 70,
                              -(1 bsl 70)}), S2};
        5 -> terms(Depth, 2, S1);
        6 -> terms(Depth, 5, S1);
        7 -> tuple(terms(Depth, 2, S1));
        8 -> tuple(terms(Depth, 4, S1));
        9 ->
            {Keys, S2} = terms(Depth, 4, S1),
            {Values, S3} = terms(Depth, 4, S2),
            {maps:from_list(lists:zip(Keys, lists:sublist(Values ++ Keys, length(Keys)))), S3}
    end.

tuple({Terms, S}) -> {list_to_tuple(Terms), S}.

terms(Depth, Most, S0) ->
    {Count, S1} = random(Most + 1, S0),
    lists:mapfoldl(fun(_, S) -> term(Depth - 1, S) end, S1, lists:seq(1, Count)).

random(Below, S0) ->
    S = (S0 * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff,
    {(S bsr 33) rem Below, S}.

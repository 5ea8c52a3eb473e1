%% SPDX-License-Identifier: Apache-2.0
%% case: order of clauses, bound variables, nested and alias patterns, case_clause.
-module(ctl_case).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display({X, top(X), bound(X, 1), nested(X), aliased(X)}) || X <- values()],
    ?T(only_pair(id({1, 2}))),
    ?T(only_pair(id({1, 2, 3}))),
    ?T(case id([1 | 2]) of [A | B] when is_list(B) -> A end),
    ?T(begin case id(3) of 3 -> Y = 1; _ -> Y = 2 end, Y + 1 end),
    ?T(begin {P, _} = case id({4, 5}) of {_, 5} = T -> T end, P end),
    ?T(case {id(1), id(1)} of {Z, Z} -> {same, Z}; _ -> different end),
    ?T(case {id(1), id(1.0)} of {Z, Z} -> {same, Z}; _ -> different end).

values() ->
    [1, 2, 1.0, {1, 1}, {1, 2}, {1, {1, 1}}, {ok, [1, 2, 3]}, {ok, []}, {error, x}, [1], [1, 1],
     [1, 2 | 3], [[1], [2]], <<"ab">>, #{k => 1}, #{k => #{k => 1}}, "abc", "abd", [], {}, ok].

top(X) ->
    case X of
        1 -> one;
        {ok, [_, B | _]} -> {second, B};
        {ok, _} -> ok_tuple;
        {_, _} -> pair;
        "abc" -> abc;
        "ab" ++ Rest -> {ab, Rest};
        [_] -> single;
        [_ | T] when is_list(T) -> list;
        [_ | T] -> {improper, T};
        <<"a", C>> -> {bin, C};
        #{k := V} when is_map(V) -> {nested_map, V};
        #{k := V} -> {map, V};
        {} -> empty;
        _ when is_float(X) -> float;
        _ -> other
    end.

bound(X, N) ->
    case X of
        N -> exactly;
        {N, N} -> both;
        {N, M} when M > N -> greater;
        {N, M} -> {not_greater, M};
        [N | _] -> starts;
        #{k := N} -> value;
        _ -> none
    end.

nested(X) ->
    case X of
        {A, {B, C} = Inner} when A =:= B, B =:= C -> Inner;
        [[A], [B]] -> {A, B};
        {ok, [A | [B | [C]]]} -> {A, B, C};
        #{k := #{k := A}} -> {deep, A};
        _ -> no
    end.

aliased({A, B} = {_, _} = T) -> {pair, A, B, T};
aliased([H | T] = L) when T =/= [] -> {list, H, length_or(L)};
aliased(#{k := V} = M) -> {map, V, maps:size(M)};
aliased(<<A, R/binary>> = Bin) -> {bin, A, R, Bin};
aliased(X) -> {plain, X}.

length_or([_ | T]) -> 1 + length_or(T);
length_or([]) -> 0;
length_or(_) -> 100.

only_pair(X) ->
    case X of
        {_, _} = P -> P
    end.

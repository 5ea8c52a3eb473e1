%% SPDX-License-Identifier: Apache-2.0
%% Tuples in patterns: arities, tags, nesting, and tests of is_tuple with sizes.
-module(tup_match).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [{}, {a}, {b}, {a, 1}, {a, 2}, {b, 1}, {1, a}, {a, {a, 1}}, {a, 1, 2}, {{a}, {b}},
        {a, [1], x}, [], a, [a], {a, 1.0},
         erlang:make_tuple(9, z), {a, b, c, d, e, f}],
    [erlang:display({X, one(X), two(X), three(X), sizes(X)}) || X <- V],
    ?T([shape(X) || X <- V]),
    ?T(strict(id({b, 1}))),
    ?T(strict(id({a, 1, 2}))),
    ?T(element(id(3), id({1, 2}))),
    ?T(eval({add, {num, 1}, {mul, {num, 2}, {neg, {num, 3}}}})),
    ?T(eval({add, {num, 1}, {pow, {num, 2}, {num, 3}}})),
    ?T(simplify({add, {num, 0}, {mul, {var, x}, {num, 1}}})),
    ?T(balance({{{nil, 1, nil}, 2, nil}, 3, nil})).

one({a}) -> a0;
one({a, 1}) -> a1;
one({a, N}) when is_number(N) -> {a, N};
one({a, {a, N}}) -> {aa, N};
one({T, _}) when is_atom(T) -> {tag, T};
one({T, _}) -> {odd_tag, T};
one(T) when is_tuple(T) -> tuple_size(T);
one(_) -> not_tuple.

two(X) ->
    case X of
        {_, _, _} when element(1, X) =:= a -> three_a;
        {_} -> single;
        {A, A} -> twins;
        {{A}, {B}} -> {A, B};
        _ when tuple_size(X) > 5 -> large;
        _ -> none
    end.

three({}) -> zero;
three({_, 1}) -> ends_1;
three({_, 1, _}) -> middle_1;
three({_, _, x}) -> ends_x;
three(X) when not is_tuple(X) -> no;
three(X) when element(tuple_size(X), X) =:= f -> f;
three(_) -> other.

sizes(X) when tuple_size(X) =:= 0; tuple_size(X) =:= 2 -> even_small;
sizes(X) when tuple_size(X) rem 2 =:= 0 -> even;
sizes(X) when is_tuple(X), size(X) < 4 -> odd_small;
sizes(X) -> {default, is_tuple(X)}.

shape(X) when is_tuple(X) -> list_to_tuple([shape(E) || E <- tuple_to_list(X)]);
shape([]) -> nil;
shape(X) when is_list(X) -> list;
shape(_) -> x.

strict({a, X}) -> X.

eval({num, N}) -> N;
eval({add, A, B}) -> eval(A) + eval(B);
eval({mul, A, B}) -> eval(A) * eval(B);
eval({neg, A}) -> -eval(A).

simplify({add, {num, 0}, A}) -> simplify(A);
simplify({add, A, {num, 0}}) -> simplify(A);
simplify({mul, {num, 1}, A}) -> simplify(A);
simplify({mul, A, {num, 1}}) -> simplify(A);
simplify({Op, A, B}) -> {Op, simplify(A), simplify(B)};
simplify(X) -> X.

balance({{{A, X, B}, Y, C}, Z, D}) -> {{A, X, B}, Y, {C, Z, D}};
balance(T) -> T.

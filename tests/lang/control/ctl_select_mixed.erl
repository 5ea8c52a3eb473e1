%% SPDX-License-Identifier: Apache-2.0
%% Selection where the patterns are of many types: bignums, floats, atoms, lists, tuples,
%% binaries, literals.
-module(ctl_select_mixed).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display({X, all(X), numbers(X), literals(X)}) || X <- values()],
    erlang:display([arity(erlang:make_tuple(N, x)) || N <- lists:seq(0, 9)]),
    erlang:display([tagged(X) || X <- [{a}, {a, 1}, {a, 1, 2}, {b, 1}, {b, 1, 2}, {c}, {}, a, [a],
                                       {1, 2}, {<<"a">>, 1}, {b, 1, 2, 3}]]).

values() ->
    [0, 1, 1.0, -1, 2, 2.0, 3.14, -0.0, 0.0, 123456789012345678901234567890,
     123456789012345678901234567891, -123456789012345678901234567890, 1.0e308, a, b, c, true, [],
     [a], [a, b], "ab", "", {}, {a}, {a, b}, {a, 1.0}, {a, 1}, <<>>, <<"ab">>, <<"abc">>, <<1:1>>,
     #{}, #{a => b}, 123456789012345678901234567890.0, id(1.0e30)].

all(X) ->
    case X of
        1 -> int_one;
        1.0 -> float_one;
        3.14 -> pi;
        123456789012345678901234567890 -> big;
        -123456789012345678901234567890 -> neg_big;
        a -> a;
        b -> b;
        [] -> nil;
        [a] -> list_a;
        [a, b] -> list_ab;
        {} -> empty;
        {a} -> tuple_a;
        {a, 1} -> tuple_a1;
        {a, 1.0} -> tuple_a1f;
        <<"ab">> -> bin_ab;
        <<1:1>> -> bit;
        #{a := b} -> map_ab;
        _ when is_map(X) -> map;
        _ -> other
    end.

numbers(0) -> zero;
numbers(2) -> two;
numbers(2.0) -> two_float;
numbers(0.0) -> zero_float;
numbers(123456789012345678901234567891) -> big1;
numbers(1.0e308) -> huge;
numbers(1.0e30) -> e30;
numbers(_) -> no.

literals({a, [1, 2, {b, "text"}], #{k := <<"v">>}}) -> not_matched;
literals({a, b}) -> ab;
literals("ab") -> string;
literals(<<"abc">>) -> abc;
literals(true) -> true;
literals(X) when X =:= [a, b] -> list;
literals(X) when X == 1 -> one_ish;
literals(_) -> no.

arity({}) -> 0;
arity({_}) -> 1;
arity({_, _}) -> 2;
arity({_, _, _}) -> 3;
arity({_, _, _, _, _}) -> 5;
arity({_, _, _, _, _, _, _, _}) -> 8;
arity(_) -> other.

tagged({a}) -> a0;
tagged({a, X}) -> {a1, X};
tagged({a, X, Y}) -> {a2, X, Y};
tagged({b, X}) -> {b1, X};
tagged({b, X, Y}) -> {b2, X, Y};
tagged({T, _}) when is_integer(T) -> int_tag;
tagged({<<"a">>, X}) -> {bin_tag, X};
tagged([a]) -> list;
tagged(a) -> atom;
tagged(_) -> none.

%% SPDX-License-Identifier: Apache-2.0
%% Construction, update and matching of small maps; every failure.
-module(map_syntax).
-export([main/0]).
-include("t.hrl").

main() ->
    M = id(#{a => 1, "b" => 2, 3 => c, 4.0 => d, {t} => [e], <<"f">> => #{}}),
    ?T(M),
    ?T(M#{a => x, new => y}),
    ?T(M#{a := x, 3 := z}),
    ?T(M#{a := x, absent := z}),
    ?T(M#{3.0 := z}),
    ?T(M#{42.0 := x, 42 := y}),
    ?T(M#{zz := x, 42 => y, 42.0 := z, "b" := 1, aa := 3}),
    ?T((id(not_a_map))#{a => 1}),
    ?T((id([]))#{a := 1}),
    ?T(#{id(a) => 1, id(a) => 2, b => 3, id(a) => 4}),
    ?T(#{id(a) => 1, id(a) => 2}),
    ?T(#{1 => int, 1.0 => float, id(1) => int2}),
    ?T(begin #{a := A, 3 := C} = M, {A, C} end),
    ?T(begin #{a := A, absent := _} = M, A end),
    ?T(begin #{} = id([]), no end),
    ?T(begin K = id("b"), #{K := V} = M, V end),
    ?T(begin #{{t} := [X]} = M, X end),
    ?T(begin #{<<"f">> := #{}} = M, ok end),
    ?T(begin K = id(3), #{K + 1.0 := V} = M, V end),
    ?T([match(X) || X <- [#{}, #{a => 1}, #{a => 2, b => 1}, #{b => #{a => 1}}, #{a => [1], b => 2},
            M, [], #{1 => 1}, #{1.0 => 1}]]),
    ?T([guard(X) || X <- [#{}, #{a => 1}, #{a => true}, #{k => v}, #{k => w}, [], {}]]),
    ?T(M#{a => 1}#{b => 2}#{a := 3}),
    ?T((maps:remove(a, M))#{a => back}),
    ?T(maps:get(a, M#{a => (M#{a => 5})})),
    ?T(#{key() => value(), key() => value()}),
    ?T(M =:= maps:from_list(maps:to_list(M))),
    ?T([{K, V} || {K, V} <- maps:to_list(M)]),
    ?T(begin F = fun(#{a := A} = X) -> {A, map_size(X)} end, F(M) end),
    ?T(begin F = fun(#{a := A}) -> A end, F(#{b => 1}) end),
    ?T(nested(#{user => #{address => #{zip => 12345}}})),
    ?T(deep_update(#{x => #{y => #{z => 1}}}, 2)).

match(#{a := 1, b := _}) -> both;
match(#{a := 1}) -> a1;
match(#{a := [H | _], b := B}) -> {H, B};
match(#{b := #{a := X}}) -> {inner, X};
match(#{a := A}) -> {a, A};
match(#{1 := X}) -> {int, X};
match(#{1.0 := X}) -> {float, X};
match(M) when M =:= #{} -> empty;
match(X) -> {other, is_map(X)}.

guard(X) when map_get(a, X) -> true_a;
guard(X) when is_map_key(a, X), map_size(X) =:= 1 -> only_a;
guard(#{k := V}) when V =:= v; is_integer(V) -> v;
guard(X) when X =:= #{k => w} -> literal;
guard(X) when X == #{} -> empty;
guard(X) when map_size(X) > 100 -> large;
guard(_) -> other.

key() -> id(k).
value() -> id(v).

nested(#{user := #{address := #{zip := Zip} = A} = U} = M) -> {Zip, A, maps:keys(U), map_size(M)}.

deep_update(#{x := #{y := Y} = X} = M, V) -> M#{x := X#{y := Y#{z := V, new => V}}}.

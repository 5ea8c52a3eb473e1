%% SPDX-License-Identifier: Apache-2.0
%% Exact and numeric equality of deep terms, shared and copied, up to the last element.
-module(trm_equal).
-export([main/0]).
-include("t.hrl").

main() ->
    T = deep(6),
    C = copy(T),
    F = floats(T),
    ?T([T =:= C, T == C, T =:= F, T == F, T =/= F, T /= F]),
    ?T([erts_debug:same(T, C), erts_debug:same(T, id(T))]),
    ?T([{I, eq(I)} || I <- lists:seq(1, 24)]),
    ?T([lists:seq(1, 1000) =:= lists:seq(1, 999) ++ [X] || X <- [1000, 1000.0, 1001]]),
    ?T([lists:seq(1, 1000) == lists:seq(1, 999) ++ [X] || X <- [1000, 1000.0, 1001]]),
    ?T([list_to_tuple(lists:seq(1, 500)) =:= setelement(N, list_to_tuple(lists:seq(1, 500)), X)
            || {N, X} <- [{500, 500}, {500, 500.0}, {1, 2}]]),
    ?T([compare(A, B) || {A, B} <- [{{1, {2, [3, x]}}, {1, {2, [3, y]}}},
            {[1, 2, {3}], [1, 2.0, {4}]}, {#{a => [1]}, #{a => [1.0]}}]]),
    ?T([X || X <- [1, 1.0, a, [1], [1.0], {1}, {1.0}], X =:= 1 orelse X == {1} orelse X =:= [1.0]]),
    ?T([case X of 1 -> i; 1.0 -> f; {1} -> ti; {1.0} -> tf; [1 | _] -> li; _ -> o end
            || X <- [1, 1.0, {1}, {1.0}, [1], [1.0]]]),
    ?T([guard(A, B) || A <- [1, 1.0, a, 1 bsl 70], B <- [1, 1.0, a, float(1 bsl 70), 1 bsl 70]]).

deep(0) -> leaf;
deep(N) -> {N, [deep(N - 1), N * 1000], #{N => deep(N - 1)}, <<N:N>>, N bsl 64, "text"}.

copy(T) -> binary_to_term(term_to_binary(T)).

floats(T) when is_integer(T) -> float(T);
floats(T) when is_tuple(T) -> list_to_tuple(floats(tuple_to_list(T)));
floats([H | L]) -> [floats(H) | floats(L)];
floats(T) when is_map(T) -> maps:map(fun(_, V) -> floats(V) end, T);
floats(T) -> T.

eq(1) -> id([]) =:= id({});
eq(2) -> id("") =:= id([]);
eq(3) -> id(<<>>) =:= id([]);
eq(4) -> id('') =:= id([]);
eq(5) -> id("abc") =:= id([97, 98, 99]);
eq(6) -> id(1 bsl 64) == id(18446744073709551616.0);
eq(7) -> id(1 bsl 64) + 1 == id(18446744073709551616.0);
eq(8) -> id({a, 1.0}) == id({a, 1});
eq(9) -> id({a, 1.0}) =:= id({a, 1});
eq(10) -> id(#{1 => a}) == id(#{1.0 => a});
eq(11) -> id([1 | 2]) == id([1.0 | 2.0]);
eq(12) -> id(-0.0) =:= id(0.0);
eq(13) -> id(-0.0) == id(0);
eq(14) -> id(<<1:1>>) =:= id(<<1:2>>);
eq(15) -> id(fun lists:map/2) == id(fun lists:map/2);
eq(16) -> self() =:= self();
eq(17) -> make_ref() =:= make_ref();
eq(18) -> R = make_ref(), {R} =:= {R};
eq(19) -> id(-(1 bsl 70)) =:= -id(1 bsl 70);
eq(20) -> id(16#ffffffffffffffff) =:= id(-1);
eq(21) -> id({{{{}}}}) =:= id({{{{}}}});
eq(22) -> [id(a) | id([b | []])] =:= id([a, b]);
eq(23) -> id(1.0e22) == id(10000000000000000000000);
eq(24) -> id(1.0e23) == id(100000000000000000000000).

compare(A, B) -> {A < B, A == B, A =:= B, A > B}.

guard(A, B) when A =:= B -> exact;
guard(A, B) when A == B -> equal;
guard(A, B) when A /= B, A > B -> greater;
guard(_, _) -> less.

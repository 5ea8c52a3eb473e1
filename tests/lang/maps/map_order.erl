%% SPDX-License-Identifier: Apache-2.0
%% Maps in the term order: size, keys (integers before floats), then values.
-module(map_order).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [#{}, #{a => 1}, #{a => 2}, #{b => 0}, #{1 => x}, #{1.0 => a}, #{2 => a}, #{0.5 => z},
        #{a => 1, b => 1}, #{a => 1, b => 1.0},
         #{a => 1, b => 2}, #{a => 2, b => 1}, #{1 => a, 2 => b}, #{1.0 => a, 2 => b},
             #{1 => a, 2.0 => b}, #{-1 => a, a => b},
         #{{} => 1}, #{[] => 1}, #{"a" => 1}, #{<<"a">> => 1}, #{#{} => 1}, #{(1 bsl 70) => 1},
             #{1.0e30 => 1}],
    ?T(lists:sort(L)),
    ?T([[order(A, B) || B <- L] || A <- L]),
    ?T([{A, B} || A <- L, B <- L, A == B, A =/= B]),
    ?T([{A, B, C} || A <- L, B <- L, A < B, C <- L, B < C, not (A < C)]),
    Big = [maps:from_list([{I, I} || I <- lists:seq(S, S + 39)]) || S <- [1, 2, -1]],
    [A, B, C] = Big,
    ?T([[order(X, Y) || Y <- Big] || X <- Big]),
    ?T([order(A, X) || X <- [A#{1 := 1.0}, A#{1 := 2}, A#{40 := 0}, A#{5 := a}, maps:remove(1, A),
            A#{0 => 1}, A#{1.0 => 1}]]),
    ?T([order(A, maps:put(K, 1, maps:remove(17, A))) || K <- [0, 17.0, 41, a, 16.5, {}]]),
    ?T([order(fl(A), A), order(A, fl(A)), order(fl(A), fl(A)), A == fv(A), A =:= fv(A),
            order(A, fv(A))]),
    ?T(lists:sort([#{a => 1}, {}, [], a, 1, <<>>, "x", {1, 2}, #{}, 1.0, [[]]])),
    ?T([#{a => [1.0]} == #{a => [1]}, #{a => [1.0]} =:= #{a => [1]}, #{[1] => 1} == #{[1.0] => 1}]),
    ?T(lists:usort([#{a => 1}, #{a => 1.0}, #{a => 1}])),
    ?T([erts_internal:cmp_term(X, Y) || {X, Y} <- [{1, 1.0}, {1.0, 1}, {1, 1}, {1.5, 1}, {2, 1.5},
            {a, 1}, {{1}, {1.0}}, {[2], [1.0]}]]),
    ?T(B < C).

order(A, B) when A < B -> -1;
order(A, B) when A > B -> 1;
order(_, _) -> 0.

%% Keys, or values, as floats.
fl(M) -> maps:from_list([{float(K), V} || {K, V} <- maps:to_list(M)]).
fv(M) -> maps:map(fun(_, V) -> float(V) end, M).

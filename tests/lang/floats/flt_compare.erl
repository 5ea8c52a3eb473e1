%% SPDX-License-Identifier: Apache-2.0
%% Comparison of floats with integers: exact above 2^53, with bignums, at infinity's edge.
-module(flt_compare).
-export([main/0]).
-include("t.hrl").

main() ->
    V = lists:usort([0, 0.0, -0.0, 1, 1.0, -1, -1.0, 0.5, 1 bsl 53, 9007199254740992.0, (1 bsl 53) +
        1,
         9007199254740994.0, (1 bsl 59) - 1, 576460752303423488.0, 1 bsl 59, (1 bsl 60) + 1,
             1152921504606846976.0,
         1 bsl 63, 9.223372036854775807e18, (1 bsl 64) + 1, 1.8446744073709552e19, 1 bsl 64,
             (1 bsl 64) - 1,
         1 bsl 100, 1.2676506002282294e30, (1 bsl 100) + 1, 1.7976931348623157e308, 1 bsl 1024,
             1 bsl 1023,
         -(1 bsl 1024), -1.7976931348623157e308, 5.0e-324]),
    erlang:display(V),
    [erlang:display({A, [relation(A, B) || B <- V]}) || A <- V],
    erlang:display([{A, B} || A <- V, B <- V, A < B, B =< A]),
    erlang:display([{A, B, C} || A <- V, B <- V, A =< B, C <- V, B =< C, A > C]),
    erlang:display([{A, B} || A <- V, B <- V, A == B, A =/= B]),
    erlang:display([{X, guard(X)} || X <- V]),
    erlang:display([max(1, id(1.0)), max(1.0, id(1)), min(1, id(1.0)), min(1.0, id(1))]),
    erlang:display([max({1}, {1.0}), min([2.0], [2]), lists:max([1, 1.0, 1]), lists:min([1.0, 1])]),
    erlang:display(lists:sort([3, 2.0, 2, 1.0, 1, 0, -0.0, 0.0, 3.0])),
    erlang:display(lists:usort([3, 2.0, 2, 1.0, 1, 0, -0.0, 0.0, 3.0])),
    erlang:display([lists:member(1, [1.0]), lists:keyfind(1, 1, [{1.0}]),
        lists:keymember(1.0, 1, [{1}]),
                    [1] -- [1.0], [1.0] -- [1.0]]).

relation(A, B) when A =:= B -> same;
relation(A, B) when A == B -> equal;
relation(A, B) when A < B -> less;
relation(A, B) when A > B -> more.

guard(X) when X > 9007199254740992 -> above;
guard(X) when X >= 9007199254740992.0 -> at;
guard(X) when X == 0 -> zero;
guard(X) when X < 0.5 -> small;
guard(_) -> middle.

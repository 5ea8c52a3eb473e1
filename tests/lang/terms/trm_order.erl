%% SPDX-License-Identifier: Apache-2.0
%% The order of all types against each other, and within them: a matrix of 60 terms.
-module(trm_order).
-export([main/0]).
-include("t.hrl").

main() ->
    L = terms(),
    ?T(length(L)),
    ?T(lists:sort(L)),
    ?T(lists:sort(fun(A, B) -> A =< B end, lists:reverse(L))),
    [t:p("~w ~s", [A, [mark(A, B) || B <- L]]) || A <- L],
    ?T([{A, B} || A <- L, B <- L, (A < B) =/= (B > A)]),
    ?T([{A, B} || A <- L, B <- L, (A =< B) =/= not (B < A)]),
    ?T([{A, B} || A <- L, B <- L, A =:= B, A /= B]),
    ?T(length([1 || A <- L, B <- L, A < B, C <- L, B < C, not (A < C)])),
    ?T(lists:usort(L ++ L) =:= lists:usort(L)),
    ?T([min(A, B) || A <- L, B <- [a, [], 1]]).

mark(A, B) when A =:= B -> $=;
mark(A, B) when A == B -> $~;
mark(A, B) when A < B -> $<;
mark(A, B) when A > B -> $>.

terms() ->
    [0, 1, -1, 1.0, -0.0, 0.5, 1 bsl 59, -(1 bsl 59) - 1, 1 bsl 64, 1.8446744073709552e19,
        -(1 bsl 64), 1.0e300, 1 bsl 1030,
     '', a, aa, b, 'A', true, false, 'å', abcd, abce, abcda, erlang,
     fun lists:map/2, fun lists:map/3, fun erlang:abs/1,
     {}, {a}, {b}, {1, 2}, {1, 2.0}, {1.0, 3}, {a, b, c}, {[], {}},
     #{}, #{a => 1}, #{a => 1.0}, #{b => 1}, #{1 => a, 2 => b},
     [], [a], [1], [1, 2], [1, 2.0], [1 | 2], [1, 2 | 3], [[]], "abc", "abd", "ab", [{}],
     <<>>, <<0>>, <<1>>, <<1:1>>, <<"abc">>, <<"abd">>, <<"ab", 7:3>>].

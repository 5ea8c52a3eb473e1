%% SPDX-License-Identifier: Apache-2.0
%% Arithmetic in guards and in bodies, with the operators as function names.
-module(int_guards).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([erlang:Op(7, 2) || Op <- id(['+', '-', '*', '/', 'div', 'rem', 'band', 'bor', 'bxor', 'bsl',
            'bsr'])]),
    ?T([erlang:Op(7) || Op <- id(['+', '-', 'bnot', 'abs'])]),
    ?T([apply(erlang, Op, [1, 2]) || Op <- ['<', '>', '=<', '>=', '==', '/=', '=:=', '=/=']]),
    ?T([(fun erlang:'+'/2)(1 bsl 59, X) || X <- [0, 1, -1]]),
    ?T(lists:foldl(fun erlang:'*'/2, 1, lists:seq(1, 30))),
    ?T(lists:map(fun erlang:'-'/1, [1, -1, 1 bsl 59, -(1 bsl 59)])),
    t:bif(erlang, '+', [[a, 1], [1, a], [1 bsl 70, <<>>]]),
    t:bif(erlang, '-', [[a], [a, 1]]),
    t:bif(erlang, 'div', [[1, 0], [a, 0], [1.0, 1], [1 bsl 80, 1 bsl 70]]),
    t:bif(erlang, 'rem', [[1, 0], [5, a], [1 bsl 80, 7]]),
    t:bif(erlang, 'bsl', [[1, a], [1, 1 bsl 70], [1, 100]]),
    t:bif(erlang, 'bnot', [[a], [1 bsl 59]]),
    t:bif(erlang, '/', [[1, 0], [a, 1], [4, 2], [1 bsl 2000, 2]]),
    [t:p("~w", [[X | guards(X)]]) || X <- [0, 1, -1, 5, 1 bsl 59, -(1 bsl 64), 2.5, a, [], "1"]].

guards(X) -> [a(X), b(X), c(X), d(X), e(X), f(X)].

a(X) when X + 1 > X, X - 1 < X -> y; a(_) -> n.
b(X) when X * X >= X -> y; b(_) -> n.
c(X) when X div 2 * 2 =:= X -> even; c(X) when X rem 2 =/= 0 -> odd; c(_) -> n.
d(X) when (X bsl 1) bsr 1 =:= X, bnot bnot X =:= X -> y; d(_) -> n.
e(X) when 10 div X > 2 -> y; e(X) when 10 / X < 0 -> neg; e(_) -> n.
f(X) when -X =:= abs(X) -> neg; f(X) when +X =:= abs(X) -> pos; f(_) -> n.

%% SPDX-License-Identifier: Apache-2.0
%% Addition, subtraction and negation around every size boundary, with results in and out of the
%% small range.
-module(int_add_sub).
-export([main/0]).
-include("t.hrl").

main() ->
    Values = values(),
    [erlang:display({A, B, A + B, A - B, B - A}) || A <- Values, B <- [0, 1, -1, 7, A, -A]],
    [erlang:display({A, -A, +A, abs(A)}) || A <- Values],
    erlang:display(t:sum([[A + B, A - B] || A <- Values, B <- Values])),
    erlang:display(carry(1 bsl 640 - 1, 1)),
    erlang:display(carry(-(1 bsl 640), 1)),
    ?T(id(1) + id(a)),
    ?T(id([]) - id(1 bsl 70)),
    ?T(-id("x")),
    ?T(+id(x)),
    ?T(abs(id(x))),
    ?T(id(1 bsl 70) + id({})).

values() ->
    [S * (1 bsl B) + D || B <- [58, 59, 60, 63, 64, 127, 128], S <- [1, -1], D <- [-1, 0, 1]].

carry(A, B) -> {(A + B) =:= A - (-B), (A + B) - B =:= A, (A - B) + B =:= A, (A + B) bsr 600}.

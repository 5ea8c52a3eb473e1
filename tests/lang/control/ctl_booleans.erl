%% SPDX-License-Identifier: Apache-2.0
%% and, or, xor, not, andalso, orelse on booleans and on everything else, as
%% expressions and in guards.
-module(ctl_booleans).
-export([main/0]).
-include("t.hrl").

main() ->
    Values = [true, false, a, 1, [], undefined, 1.0],
    [erlang:display({A, B, both(A, B), guards(A, B)}) || A <- Values, B <- Values],
    [erlang:display({A, t:catching(fun() -> not A end)}) || A <- Values],
    ?T(id(true) and id(1)),
    ?T(id(x) or id(true)),
    ?T(id(false) xor id("s")),
    ?T(not id(0)),
    ?T(id(true) andalso id(value)),
    ?T(id(false) andalso error(unreached)),
    ?T(id(true) orelse error(unreached)),
    ?T(id(false) orelse {any, id(term)}),
    ?T(id(nope) andalso true),
    ?T(id({}) orelse true),
    ?T((id(1) > 0) andalso (id(2) > 1) orelse id(false)),
    ?T((id(1) > 5) andalso (id(2) > 1) orelse other),
    effects(true), effects(false).

both(A, B) ->
    [value(fun() -> A and B end), value(fun() -> A or B end), value(fun() -> A xor B end),
     value(fun() -> A andalso B end), value(fun() -> A orelse B end)].

value(F) ->
    try F() catch _:R -> R end.

guards(A, B) -> [ga(A, B), go(A, B), gx(A, B), gaa(A, B), goo(A, B), gn(A), mix(A, B)].

ga(A, B) when A and B -> y; ga(_, _) -> n.
go(A, B) when A or B -> y; go(_, _) -> n.
gx(A, B) when A xor B -> y; gx(_, _) -> n.
gaa(A, B) when A andalso B -> y; gaa(_, _) -> n.
goo(A, B) when A orelse B -> y; goo(_, _) -> n.
gn(A) when not A -> y; gn(_) -> n.
mix(A, B) when (A =:= true) or (hd(B) =:= 1) -> y;
mix(A, B) when (A =:= 1) orelse (hd(B) =:= 1) -> z;
mix(A, B) when A, B; not A, not B -> both;
mix(_, _) -> n.

%% Order and number of evaluations.
effects(X) ->
    R1 = say(1, X) and say(2, not X),
    R2 = say(3, X) or say(4, not X),
    R3 = say(5, X) andalso say(6, not X),
    R4 = say(7, X) orelse say(8, not X),
    R5 = not say(9, X) xor say(10, X),
    erlang:display([R1, R2, R3, R4, R5]).

say(N, X) ->
    erlang:display(N),
    X.

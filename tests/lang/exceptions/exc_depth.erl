%% SPDX-License-Identifier: Apache-2.0
%% How deep traces go: eight frames, the same address twice in a row only once, tail calls leave
%% none.
-module(exc_depth).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(body(20)),
    ?T(mutual_a(20)),
    ?T(tail(20)),
    ?T(mixed(20)),
    ?T(a1(id(x))),
    ?T(big_frames(5)),
    ?T(through_lists(4)),
    ?T(try_levels(4)),
    ?T(catch_levels(3)),
    ?T(one_line(id(x))),
    ?T(bif_tail(id([]))),
    ?T(bif_body(id([]))),
    ?T(ext_tail(id([]))).

body(0) -> bottom(id([]));
body(N) -> [N | body(N - 1)].

bottom(X) -> hd(X).

mutual_a(0) -> hd(id([]));
mutual_a(N) -> [a | mutual_b(N - 1)].
mutual_b(0) -> tl(id([]));
mutual_b(N) -> X = mutual_a(N - 1), [b | X].

tail(0) -> hd(id([]));
tail(N) -> tail(N - 1).

mixed(0) -> hd(id([]));
mixed(N) when N rem 2 =:= 0 -> mixed(N - 1);
mixed(N) -> {mixed(N - 1)}.

a1(X) -> {a2(X)}. a2(X) -> {a3(X)}. a3(X) -> {a4(X)}. a4(X) -> {a5(X)}. a5(X) -> {a6(X)}. a6(X) ->
    {a7(X)}. a7(X) -> {a8(X)}.
a8(X) -> {a9(X)}. a9(X) -> {a10(X)}. a10(X) -> atom_to_list([X]).

big_frames(0) -> hd(id([]));
big_frames(N) ->
    [A, B, C, D, E] = id([1, 2, 3, 4, 5]),
    X = big_frames(N - 1),
    Y = id(A + B),
    {X, Y, id(C), id(D), id(E)}.

through_lists(0) -> hd(id([]));
through_lists(N) -> lists:map(fun(X) -> through_lists(X) end, [N - 1]).

try_levels(0) -> hd(id([]));
try_levels(N) -> try try_levels(N - 1) catch throw:_ -> no end.

catch_levels(0) -> hd(id([]));
catch_levels(N) -> case catch catch_levels(N - 1) of {'EXIT', {R, S}} -> {N, R, t:st(S)}; X ->
    {N, X} end.

one_line(X) -> {ok, {one_line_2(X), one_line_2(X)}}.
one_line_2(X) -> {X + 1}.

bif_tail(X) -> hd(X).
bif_body(X) -> [hd(X)].
ext_tail(X) -> lists:nth(1, X).

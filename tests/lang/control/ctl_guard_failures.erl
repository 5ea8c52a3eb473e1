%% SPDX-License-Identifier: Apache-2.0
%% Guards swallow every failure, whatever the operation and its place.
-module(ctl_guard_failures).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display([X | outcomes(X)]) || X <- values()],
    [erlang:display([X, Y | pair(X, Y)]) || X <- values(), Y <- [0, 0.0, a, -1, {}]].

values() ->
    [0, 1, -7, 2.5, 1 bsl 80, a, [], [a], [a | b], [1, 2, 3], {}, {a}, {1, 2}, <<>>, <<7>>, <<7:5>>,
     #{}, #{a => 1}, #{1 => 2}, fun erlang:abs/1, make_tuple()].

make_tuple() -> erlang:make_tuple(40, x).

outcomes(X) ->
    [g1(X), g2(X), g3(X), g4(X), g5(X), g6(X), g7(X), g8(X), g9(X), g10(X), g11(X), g12(X)].

g1(X) when hd(X) =:= a -> y; g1(_) -> n.
g2(X) when tl(X) =:= [] -> y; g2(_) -> n.
g3(X) when element(2, X) > 1 -> y; g3(_) -> n.
g4(X) when map_get(a, X) =:= 1; is_map_key(1, X) -> y; g4(_) -> n.
g5(X) when length(X) > 1 orelse tuple_size(X) > 1 -> y; g5(_) -> n.
g6(X) when (tuple_size(X) > 0) or true -> y; g6(_) -> n.
g7(X) when not (byte_size(X) =:= 1) -> y; g7(_) -> n.
g8(X) when X div 2 =:= 0, X rem 2 < 2 -> y; g8(_) -> n.
g9(X) when round(X) + trunc(X) + floor(X) + ceil(X) > 3; bit_size(X) =:= 5 -> y; g9(_) -> n.
g10(X) when binary_part(X, 0, 1) =:= <<7>> -> y; g10(_) -> n.
g11(X) when is_function(X, 1), not is_function(X, 2); float(X) > 1.0 -> y; g11(_) -> n.
g12(X) when X bsl 4 > 0, X band 1 =:= 1 -> y; g12(X) when -X > 3 -> minus; g12(_) -> n.

pair(X, Y) ->
    [p1(X, Y), p2(X, Y), p3(X, Y), p4(X, Y), p5(X, Y)].

p1(X, Y) when X / Y > 0 -> y; p1(_, _) -> n.
p2(X, Y) when X rem Y =:= 0 -> y; p2(_, _) -> n.
p3(X, Y) when element(Y, X) =:= x -> y; p3(_, _) -> n.
p4(X, Y) when X + Y > X; X * Y < 0 -> y; p4(_, _) -> n.
p5(X, Y) when is_map_key(Y, X) -> y; p5(X, Y) when X bsr Y =:= X -> s; p5(_, _) -> n.

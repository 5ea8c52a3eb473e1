%% SPDX-License-Identifier: Apache-2.0
%% Searches conformations of a chain of points: rigid transforms as 12-tuples of floats, distances,
%% backtracking (the shape of the pseudoknot benchmark, much smaller).
-module(bonds).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 9.

bench(N) ->
    Solutions = grow(N, identity(), [{0.0, 0.0, 0.0}], turns()),
    {length(Solutions), trunc(1.0e6 * lists:max([distance(hd(S), lists:last(S)) || S <- Solutions]))}.

identity() -> {1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0}.

turns() -> [turn(0.35, 1.9), turn(-0.35, 1.1), turn(1.2, 0.4), turn(-1.3, -1.9)].

%% A turn about x by A, then about z by B, then one step along x.
turn(A, B) ->
    {Ca, Sa} = {math:cos(A), math:sin(A)},
    {Cb, Sb} = {math:cos(B), math:sin(B)},
    {Cb, -Sb * Ca, Sb * Sa, Sb, Cb * Ca, -Cb * Sa, 0.0, Sa, Ca, 1.0, 0.0, 0.0}.

grow(0, _, Points, _) ->
    [Points];
grow(N, Frame, Points, Turns) ->
    try_turns(Turns, N, Frame, Points, Turns, []).

try_turns([], _, _, _, _, Found) ->
    Found;
try_turns([Turn | Rest], N, Frame, Points, Turns, Found) ->
    Next = combine(Turn, Frame),
    Point = origin(Next),
    case clear(Point, Points) of
        true ->
            More = grow(N - 1, Next, [Point | Points], Turns),
            try_turns(Rest, N, Frame, Points, Turns, More ++ Found);
        false ->
            try_turns(Rest, N, Frame, Points, Turns, Found)
    end.

origin({_, _, _, _, _, _, _, _, _, X, Y, Z}) -> {X, Y, Z}.

clear(_, []) -> true;
clear(Point, [Other | Points]) -> distance(Point, Other) > 0.97 andalso clear(Point, Points).

distance({X1, Y1, Z1}, {X2, Y2, Z2}) ->
    Dx = X1 - X2,
    Dy = Y1 - Y2,
    Dz = Z1 - Z2,
    math:sqrt(Dx * Dx + Dy * Dy + Dz * Dz).

combine({A1, B1, C1, D1, E1, F1, G1, H1, I1, X1, Y1, Z1},
        {A2, B2, C2, D2, E2, F2, G2, H2, I2, X2, Y2, Z2}) ->
    {A1 * A2 + B1 * D2 + C1 * G2, A1 * B2 + B1 * E2 + C1 * H2, A1 * C2 + B1 * F2 + C1 * I2,
     D1 * A2 + E1 * D2 + F1 * G2, D1 * B2 + E1 * E2 + F1 * H2, D1 * C2 + E1 * F2 + F1 * I2,
     G1 * A2 + H1 * D2 + I1 * G2, G1 * B2 + H1 * E2 + I1 * H2, G1 * C2 + H1 * F2 + I1 * I2,
     X1 * A2 + Y1 * D2 + Z1 * G2 + X2, X1 * B2 + Y1 * E2 + Z1 * H2 + Y2,
     X1 * C2 + Y1 * F2 + Z1 * I2 + Z2}.

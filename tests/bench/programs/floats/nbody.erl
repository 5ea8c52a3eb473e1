%% SPDX-License-Identifier: Apache-2.0
%% Gravity between five bodies, step by step: floats in tuples and lists.
-module(nbody).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 240000.

bench(N) ->
    Bodies = steps(N, bodies()),
    {trunc(energy(Bodies, 0.0) * 1.0e9), float_to_list(energy(Bodies, 0.0), [{decimals, 9}])}.

%% {X, Y, Z, Vx, Vy, Vz, Mass}
bodies() ->
    [{0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.5},
     {4.8, -1.2, -0.1, 0.6, 2.8, -0.02, 0.038},
     {8.3, 4.1, -0.4, -1.0, 1.8, 0.008, 0.011},
     {12.9, -15.1, -0.2, 1.1, 0.9, -0.01, 0.0017},
     {15.4, -25.9, 0.2, 1.0, 0.6, -0.03, 0.002}].

steps(0, Bodies) -> Bodies;
steps(N, Bodies) -> steps(N - 1, move(kick(Bodies))).

%% Each body against those behind it; both change.
kick([]) ->
    [];
kick([Body | Bodies]) ->
    {Kicked, Others} = pull(Body, Bodies, []),
    [Kicked | kick(Others)].

pull(Body, [], Others) ->
    {Body, lists:reverse(Others)};
pull({X, Y, Z, Vx, Vy, Vz, M}, [{X2, Y2, Z2, Vx2, Vy2, Vz2, M2} | Bodies], Others) ->
    Dx = X - X2,
    Dy = Y - Y2,
    Dz = Z - Z2,
    D2 = Dx * Dx + Dy * Dy + Dz * Dz,
    Mag = 0.001 / (D2 * math:sqrt(D2)),
    Body = {X, Y, Z, Vx - Dx * M2 * Mag, Vy - Dy * M2 * Mag, Vz - Dz * M2 * Mag, M},
    Other = {X2, Y2, Z2, Vx2 + Dx * M * Mag, Vy2 + Dy * M * Mag, Vz2 + Dz * M * Mag, M2},
    pull(Body, Bodies, [Other | Others]).

move([]) ->
    [];
move([{X, Y, Z, Vx, Vy, Vz, M} | Bodies]) ->
    [{X + 0.001 * Vx, Y + 0.001 * Vy, Z + 0.001 * Vz, Vx, Vy, Vz, M} | move(Bodies)].

energy([], E) ->
    E;
energy([{X, Y, Z, Vx, Vy, Vz, M} | Bodies], E) ->
    Kinetic = 0.5 * M * (Vx * Vx + Vy * Vy + Vz * Vz),
    energy(Bodies, potential({X, Y, Z, M}, Bodies, E + Kinetic)).

potential(_, [], E) ->
    E;
potential({X, Y, Z, M} = Body, [{X2, Y2, Z2, _, _, _, M2} | Bodies], E) ->
    Dx = X - X2,
    Dy = Y - Y2,
    Dz = Z - Z2,
    potential(Body, Bodies, E - M * M2 / math:sqrt(Dx * Dx + Dy * Dy + Dz * Dz)).

%% SPDX-License-Identifier: Apache-2.0
%% An interpreter of a small register machine: dispatch on atoms in tuples.
-module(machine).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 12000000.

%% Sums i * i mod 7 for i = n .. 1.
bench(N) ->
    Program = {
        {load, b, 0},
        {jump_zero, a, 10},
        {copy, c, a},
        {mul, c, a},
        {modulo, c, 7},
        {add, b, c},
        {jump_less, c, 3, 8},
        {nop},
        {sub, a, 1},
        {jump, 2},
        {halt, b}
    },
    step(1, Program, N, 0, 0).

step(Pc, Program, A, B, C) ->
    case element(Pc, Program) of
        {load, b, V} -> step(Pc + 1, Program, A, V, C);
        {copy, c, a} -> step(Pc + 1, Program, A, B, A);
        {mul, c, a} -> step(Pc + 1, Program, A, B, C * A);
        {modulo, c, M} -> step(Pc + 1, Program, A, B, C rem M);
        {add, b, c} -> step(Pc + 1, Program, A, B + C, C);
        {add, b, V} -> step(Pc + 1, Program, A, B + V, C);
        {sub, a, V} -> step(Pc + 1, Program, A - V, B, C);
        {nop} -> step(Pc + 1, Program, A, B, C);
        {jump, To} -> step(To, Program, A, B, C);
        {jump_zero, a, To} when A =:= 0 -> step(To + 1, Program, A, B, C);
        {jump_zero, a, _} -> step(Pc + 1, Program, A, B, C);
        {jump_less, c, V, To} when C < V -> step(To + 1, Program, A, B, C);
        {jump_less, c, _, _} -> step(Pc + 1, Program, A, B, C);
        {halt, b} -> B
    end.

%% SPDX-License-Identifier: Apache-2.0
%% A stack machine with its assembler and an optimiser, running small programs.
-module(lib_vm).
-export([main/0]).
-include("t.hrl").

main() ->
    [?T({N, run(P)}) || {N, P} <- programs()],
    [?T({N, length(P), length(optimise(P)), run(optimise(P)) =:= run(P)}) || {N, P} <- programs()].

programs() ->
    [{sum, [{push, 0}, {push, 100}, {label, loop}, dup, {jz, done}, dup, {store, i}, add, {load, i},
        {push, 1}, sub, {jmp, loop}, {label, done}, pop, halt]},
     {fact, [{push, 20}, {store, n}, {push, 1}, {store, r}, {label, l}, {load, n}, {jz, e},
         {load, r}, {load, n}, mul, {store, r}, {load, n}, {push, 1}, sub, {store, n}, {jmp, l},
         {label, e}, {load, r}, halt]},
     {fib, [{push, 15}, {call, fib}, halt, {label, fib}, dup, {push, 2}, lt, {jz, rec}, ret,
         {label, rec}, dup, {push, 1}, sub, {call, fib}, swap, {push, 2}, sub, {call, fib}, add,
         ret]},
     {fold, [{push, 2}, {push, 3}, add, {push, 4}, mul, {push, 0}, add, {push, 1}, mul, halt]},
     {gcd, [{push, 1071}, {push, 462}, {label, l}, dup, {jz, e}, {store, b}, {load, b}, mod,
         {load, b}, swap, {jmp, l}, {label, e}, pop, halt]},
     {underflow, [{push, 1}, add, halt]}, {div0, [{push, 1}, {push, 0}, mod, halt]},
         {nolabel, [{jmp, nowhere}]}, {bad, [frobnicate]}, {noend, [{push, 1}]}].

run(P) ->
    Code = list_to_tuple([I || I <- P]),
    Labels = maps:from_list([{L, I} || {I, {label, L}} <- lists:enumerate(P)]),
    try step(1, Code, [], [], #{}, Labels, 0)
    catch error:R -> {error, R}
    end.

step(_, _, _, _, _, _, 200000) -> too_long;
step(Pc, Code, St, Ret, Env, Ls, N) ->
    case {element(Pc, Code), St} of
        {halt, _} -> {St, N};
        {{push, X}, _} -> step(Pc + 1, Code, [X | St], Ret, Env, Ls, N + 1);
        {pop, [_ | S]} -> step(Pc + 1, Code, S, Ret, Env, Ls, N + 1);
        {dup, [A | _]} -> step(Pc + 1, Code, [A | St], Ret, Env, Ls, N + 1);
        {swap, [A, B | S]} -> step(Pc + 1, Code, [B, A | S], Ret, Env, Ls, N + 1);
        {{store, V}, [A | S]} -> step(Pc + 1, Code, S, Ret, Env#{V => A}, Ls, N + 1);
        {{load, V}, S} -> step(Pc + 1, Code, [maps:get(V, Env) | S], Ret, Env, Ls, N + 1);
        {{label, _}, _} -> step(Pc + 1, Code, St, Ret, Env, Ls, N);
        {{jmp, L}, _} -> step(maps:get(L, Ls), Code, St, Ret, Env, Ls, N + 1);
        {{jz, L}, [0 | S]} -> step(maps:get(L, Ls), Code, S, Ret, Env, Ls, N + 1);
        {{jz, _}, [_ | S]} -> step(Pc + 1, Code, S, Ret, Env, Ls, N + 1);
        {{call, L}, _} -> step(maps:get(L, Ls), Code, St, [Pc + 1 | Ret], Env, Ls, N + 1);
        {ret, _} -> [R | Rs] = Ret, step(R, Code, St, Rs, Env, Ls, N + 1);
        {Op, [B, A | S]} -> step(Pc + 1, Code, [binary(Op, A, B) | S], Ret, Env, Ls, N + 1)
    end.

binary(add, A, B) -> A + B;
binary(sub, A, B) -> A - B;
binary(mul, A, B) -> A * B;
binary(mod, A, B) -> A rem B;
binary(lt, A, B) when A < B -> 0;
binary(lt, _, _) -> 1.

optimise(P) ->
    case peephole(P) of
        P -> P;
        P2 -> optimise(P2)
    end.

peephole([{push, A}, {push, B}, Op | T]) when Op =:= add; Op =:= mul; Op =:= sub ->
    [{push, binary(Op, A, B)} | peephole(T)];
peephole([{push, 0}, add | T]) -> peephole(T);
peephole([{push, 1}, mul | T]) -> peephole(T);
peephole([{store, V}, {load, V} | T]) -> [dup, {store, V} | peephole(T)];
peephole([swap, swap | T]) -> peephole(T);
peephole([dup, pop | T]) -> peephole(T);
peephole([I | T]) -> [I | peephole(T)];
peephole([]) -> [].

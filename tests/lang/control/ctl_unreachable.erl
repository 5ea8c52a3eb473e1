%% SPDX-License-Identifier: Apache-2.0
%% Code that type analysis sees through: impossible clauses, constant conditions, dead code,
%% functions that never return.
-module(ctl_unreachable).
-export([main/0]).
-include("t.hrl").

-dialyzer(no_match).

main() ->
    ?T([a(X) || X <- [1, a, "x", 2.0]]),
    ?T(b(id([]))),
    ?T(c(id(5))),
    ?T(d(id(true))),
    ?T(e(id({1, 2}))),
    ?T(f(id(3))),
    ?T(never(id(1))),
    ?T(after_never(id(1))),
    ?T(maybe_never(id(1))),
    ?T(maybe_never(id(0))),
    ?T(const()),
    ?T(loop_never(id(10))),
    ?T(g(id(<<1, 2>>))),
    ?T(h(id([1, 2, 3]))),
    ?T(i(id(#{a => 1}))).

a(X) when is_integer(X) -> if is_atom(X) -> impossible; X + 0 =:= X -> int; true -> other end;
a(X) when is_atom(X) -> case atom_to_list(X) of L when is_list(L) -> L; _ -> impossible end;
a(X) -> case is_integer(X) of true -> impossible; false -> {not_int, X} end.

b(X) -> L = [x | X], case L of [] -> impossible; [H | _] -> H end.

c(X) -> Y = X band 7, case Y of 8 -> impossible; 9 -> impossible; N when N < 8, N >= 0 ->
    {small, N} end.

d(X) -> case not X of true -> was_false; false -> was_true; _ -> impossible end.

e(T) -> {A, B} = T, case T of {_} -> impossible; {A, B} when tuple_size(T) =:= 2 -> {A, B}; _ ->
    impossible end.

f(X) -> Y = X * 2.0, if is_integer(Y) -> impossible; is_float(Y) -> Y end.

never(X) -> error({never, X}).

after_never(X) -> Y = never(X), {unreached, Y}.

maybe_never(0) -> ok;
maybe_never(X) -> never(X), unreached.

const() -> case {1 + 1, [a]} of {2, [B]} -> B; _ -> impossible end.

loop_never(N) when N > 0 -> loop_never(N - 1);
loop_never(N) -> throw({end_of_loop, N}).

g(B) -> <<X, R/binary>> = B, case R of _ when is_list(R) -> impossible; <<Y>> when X < 256 ->
    {X, Y} end.

h(L) -> [_ | T] = L, N = length(T), if N < 0 -> impossible; length(L) =:= N + 1 -> N end.

i(M) -> #{a := A} = M, M2 = M#{b => A}, case map_size(M2) of 0 -> impossible; _ ->
    case M2 of #{b := B} -> B; #{} -> impossible end end.

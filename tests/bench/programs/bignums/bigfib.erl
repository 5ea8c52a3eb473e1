%% SPDX-License-Identifier: Apache-2.0
%% Fibonacci numbers by addition: many additions of middle-sized integers.
-module(bigfib).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 10000.

bench(N) ->
    repeat(400, N, 0).

repeat(0, _, Sum) -> Sum;
repeat(I, N, Sum) -> repeat(I - 1, N, Sum bxor erlang:phash2(fib(N + I, 0, 1))).

fib(0, A, _) -> A;
fib(N, A, B) -> fib(N - 1, B, A + B).

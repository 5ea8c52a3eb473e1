%% SPDX-License-Identifier: Apache-2.0
%% The doubly recursive Fibonacci function: calls, small integer arithmetic.
-module(fib).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 38.

bench(N) when N < 2 -> N;
bench(N) -> bench(N - 1) + bench(N - 2).

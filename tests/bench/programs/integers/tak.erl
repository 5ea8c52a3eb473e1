%% SPDX-License-Identifier: Apache-2.0
%% Takeuchi's function: calls with several arguments, comparisons.
-module(tak).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 30.

bench(N) ->
    tak(N, N * 2 div 3, N div 3).

tak(X, Y, Z) when Y < X ->
    tak(tak(X - 1, Y, Z), tak(Y - 1, Z, X), tak(Z - 1, X, Y));
tak(_, _, Z) ->
    Z.

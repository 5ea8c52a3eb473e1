%% SPDX-License-Identifier: Apache-2.0
%% Multiplies matrices of floats held as lists of rows.
-module(matrix).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 240.

bench(N) ->
    A = [[(I * 3 + J) / (N + I) || J <- lists:seq(1, N)] || I <- lists:seq(1, N)],
    B = [[(I - J * 2) / (N + J) || J <- lists:seq(1, N)] || I <- lists:seq(1, N)],
    C = multiply(multiply(A, B), B),
    float_to_list(trace(C, 1, 0.0), [{scientific, 12}]).

multiply(A, B) ->
    Columns = transpose(B),
    [[dot(Row, Column, 0.0) || Column <- Columns] || Row <- A].

transpose([[] | _]) -> [];
transpose(Rows) -> [[X || [X | _] <- Rows] | transpose([Xs || [_ | Xs] <- Rows])].

dot([X | Xs], [Y | Ys], Sum) -> dot(Xs, Ys, Sum + X * Y);
dot([], [], Sum) -> Sum.

trace([], _, Sum) -> Sum;
trace([Row | Rows], I, Sum) -> trace(Rows, I + 1, Sum + lists:nth(I, Row)).

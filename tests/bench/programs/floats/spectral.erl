%% SPDX-License-Identifier: Apache-2.0
%% The spectral norm of an infinite matrix, by the power method.
-module(spectral).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 450.

bench(N) ->
    U = lists:duplicate(N, 1.0),
    {U1, V1} = power(10, U, U),
    float_to_list(math:sqrt(dot(U1, V1, 0.0) / dot(V1, V1, 0.0)), [{decimals, 9}]).

power(0, U, V) ->
    {U, V};
power(I, U, _) ->
    V = at_times(a_times(U)),
    power(I - 1, at_times(a_times(V)), V).

a(I, J) -> 1.0 / ((I + J) * (I + J + 1) div 2 + I + 1).

a_times(V) -> rows(0, length(V), V, fun(I, J) -> a(I, J) end).

at_times(V) -> rows(0, length(V), V, fun(I, J) -> a(J, I) end).

rows(N, N, _, _) -> [];
rows(I, N, V, A) -> [row(V, I, 0, A, 0.0) | rows(I + 1, N, V, A)].

row([], _, _, _, Sum) -> Sum;
row([X | Xs], I, J, A, Sum) -> row(Xs, I, J + 1, A, Sum + A(I, J) * X).

dot([], [], Sum) -> Sum;
dot([X | Xs], [Y | Ys], Sum) -> dot(Xs, Ys, Sum + X * Y).

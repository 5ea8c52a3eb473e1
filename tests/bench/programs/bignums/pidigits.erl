%% SPDX-License-Identifier: Apache-2.0
%% Digits of pi by a spigot with growing integers.
-module(pidigits).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 1700.

bench(N) ->
    digits(N, 1, 0, 1, 1, 3, 3, 0).

%% Rabinowitz and Wagon's stream in Gibbons's form: q, r, t, k, n, l.
digits(0, _, _, _, _, _, _, Sum) ->
    Sum;
digits(D, Q, R, T, K, N, L, Sum) when 4 * Q + R - T < N * T ->
    Next = 10 * (3 * Q + R) div T - 10 * N,
    digits(D - 1, 10 * Q, 10 * (R - N * T), T, K, Next, L, (Sum * 10 + N) rem 1000000007);
digits(D, Q, R, T, K, _, L, Sum) ->
    Next = (Q * (7 * K + 2) + R * L) div (T * L),
    digits(D, Q * K, (2 * Q + R) * L, T * L, K + 1, Next, L + 2, Sum).

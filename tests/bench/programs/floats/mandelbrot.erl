%% SPDX-License-Identifier: Apache-2.0
%% Points of a grid in the Mandelbrot set: float loops.
-module(mandelbrot).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 400.

bench(N) ->
    rows(0, N, 0).

rows(N, N, Count) -> Count;
rows(Y, N, Count) -> rows(Y + 1, N, columns(0, 2.0 * Y / N - 1.0, N, Count)).

columns(N, _, N, Count) ->
    Count;
columns(X, Ci, N, Count) ->
    columns(X + 1, Ci, N, Count + iterate(200, 0.0, 0.0, 2.0 * X / N - 1.5, Ci)).

iterate(0, _, _, _, _) ->
    1;
iterate(N, Zr, Zi, Cr, Ci) ->
    Zr2 = Zr * Zr,
    Zi2 = Zi * Zi,
    if
        Zr2 + Zi2 > 4.0 -> 0;
        true -> iterate(N - 1, Zr2 - Zi2 + Cr, 2.0 * Zr * Zi + Ci, Cr, Ci)
    end.

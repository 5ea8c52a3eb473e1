%% SPDX-License-Identifier: Apache-2.0
%% Numeric programs with float accumulators: the loops an optimiser unboxes.
-module(flt_loops).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(nbody(200)),
    erlang:display(mandel(24, 40)),
    erlang:display(spectral(30)),
    erlang:display(newton(2.0, 1.0, 0)),
    erlang:display(integrate(fun(X) -> X * X - 1 / (1 + X) end, 0, 3, 500)),
    erlang:display(logistic(3.9, 0.5, 100)),
    erlang:display(euler(1.0, 0.0, 0.01, 628)),
    erlang:display(mean_variance([1, 2.5, 3, 4.75, 1.0e10, -1.0e10, 5])),
    erlang:display(kahan([0.1 || _ <- lists:seq(1, 1000)], 0.0, 0.0)),
    erlang:display(polar(3, 4)),
    erlang:display(t:catching(fun() -> explode(2.0, 0) end)),
    erlang:display(mixed(10, 0)),
    t:p("~w ~w", [newton(2.0, 1.0, 0), logistic(3.9, 0.5, 100)]).

nbody(N) ->
    nbody(N, {0.0, 0.0, 0.0, 0.0, 39.47}, {4.84, -1.16, 0.606, 2.81, 0.0376},
        {8.34, 4.12, -1.01, 1.82, 0.0112}).

nbody(0, A, B, C) -> {A, B, C};
nbody(N, A, B, C) ->
    {A1, B1} = pull(A, B),
    {B2, C1} = pull(B1, C),
    {C2, A2} = pull(C1, A1),
    nbody(N - 1, move(A2), move(B2), move(C2)).

pull({X1, Y1, U1, V1, M1}, {X2, Y2, U2, V2, M2}) ->
    DX = X1 - X2,
    DY = Y1 - Y2,
    D2 = DX * DX + DY * DY + 0.01,
    Mag = 0.001 / (D2 * math:sqrt(D2)),
    {{X1, Y1, U1 - DX * M2 * Mag, V1 - DY * M2 * Mag, M1}, {X2, Y2, U2 + DX * M1 * Mag,
        V2 + DY * M1 * Mag, M2}}.

move({X, Y, U, V, M}) -> {X + 0.001 * U, Y + 0.001 * V, U, V, M}.

mandel(Size, Max) ->
    lists:sum([escape(2.5 * X / Size - 2.0, 2.0 * Y / Size - 1.0, 0.0, 0.0, Max)
               || X <- lists:seq(0, Size - 1), Y <- lists:seq(0, Size - 1)]).

escape(_, _, _, _, 0) -> 0;
escape(CX, CY, X, Y, N) when X * X + Y * Y =< 4.0 -> escape(CX, CY, X * X - Y * Y + CX,
    2 * X * Y + CY, N - 1);
escape(_, _, _, _, N) -> N.

spectral(N) ->
    U = [1 || _ <- lists:seq(1, N)],
    V = multiply(N, U),
    W = multiply(N, V),
    math:sqrt(dot(W, V) / dot(V, V)).

multiply(N, V) ->
    [lists:sum([X / ((I + J) * (I + J + 1) div 2 + I + 1)
        || {J, X} <- lists:zip(lists:seq(0, N - 1), V)])
     || I <- lists:seq(0, N - 1)].

dot([X | Xs], [Y | Ys]) -> X * Y + dot(Xs, Ys);
dot([], []) -> 0.

newton(_, X, 50) -> X;
newton(A, X, N) -> newton(A, (X + A / X) / 2, N + 1).

integrate(F, A, B, N) ->
    H = (B - A) / N,
    H * lists:foldl(fun(I, S) -> S + F(A + (I + 0.5) * H) end, 0, lists:seq(0, N - 1)).

logistic(_, X, 0) -> X;
logistic(R, X, N) -> logistic(R, R * X * (1 - X), N - 1).

euler(X, V, _, 0) -> {X, V};
euler(X, V, H, N) -> euler(X + H * V, V - H * X, H, N - 1).

mean_variance(L) ->
    {N, S, Q} = lists:foldl(fun(X, {N, S, Q}) -> {N + 1, S + X, Q + X * X} end, {0, 0, 0}, L),
    {S / N, Q / N - (S / N) * (S / N)}.

kahan([X | Xs], S, C) ->
    Y = X - C,
    T = S + Y,
    kahan(Xs, T, (T - S) - Y);
kahan([], S, _) -> S.

polar(X, Y) -> {math:sqrt(X * X + Y * Y), math:atan2(Y, X)}.

explode(X, N) when N < 2000 -> explode(X * X, N + 1).

mixed(0, Acc) -> Acc;
mixed(N, Acc) when N rem 2 =:= 0 -> mixed(N - 1, Acc + N);
mixed(N, Acc) -> mixed(N - 1, Acc + N / 2).

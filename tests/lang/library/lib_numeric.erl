%% SPDX-License-Identifier: Apache-2.0
%% Matrices, LU, FFT, integration, polynomials, simplex-like and statistics in floats and
%% rationals.
-module(lib_numeric).
-export([main/0]).
-include("t.hrl").

main() ->
    A = [[2.0, 1, -1], [-3, -1, 2], [-2, 1, 2]],
    ?T(solve(A, [8, -11, -3])),
    ?T(det(A)),
    ?T(mul(A, inverse(A))),
    ?T(solve([[1, 2], [2, 4]], [1, 2])),
    ?T(rsolve([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]], [8, -11, -3])),
    ?T(hilbert(6)),
    ?T([round6(X) || X <- fft([1, 2, 3, 4, 5, 6, 7, 8])]),
    ?T([round6(X) || X <- ifft(fft([1, 2, 3, 4]))]),
    ?T(poly_mul([1, 2, 3], [4, 5])),
    ?T(poly_eval([1, -6, 11, -6], 2)),
    ?T(roots([-6, 11, -6, 1])),
    ?T(simpson(fun math:sin/1, 0.0, math:pi(), 100)),
    ?T(rk4(fun(T, Y) -> Y - T * T + 1 end, 0.0, 0.5, 0.2, 10)),
    ?T(bisect(fun(X) -> X * X * X - X - 2 end, 1, 2, 60)),
    ?T(stats([2, 4, 4, 4, 5, 5, 7, 9])),
    ?T(regression([{1, 2.1}, {2, 3.9}, {3, 6.2}, {4, 7.8}])),
    ?T(kmeans([1.0, 1.5, 2.0, 10.0, 10.5, 11.0], [1.0, 2.0], 10)),
    ?T(monte(2000, 12345, 0)),
    ?T(cf(math:pi(), 8)),
    ?T(jacobi([[4.0, 1, 0], [1, 3.0, 1], [0, 1, 2.0]], 20)).

solve(A, B) ->
    try back(eliminate([R ++ [X] || {R, X} <- lists:zip(A, B)])) catch throw:singular ->
        singular end.
eliminate([]) -> [];
eliminate(M) ->
    [P | Rest] = lists:sort(fun([X | _], [Y | _]) -> abs(X) >= abs(Y) end, M),
    [H | T] = P,
    H == 0 andalso throw(singular),
    [P | eliminate([[X - K / H * Y || {X, Y} <- lists:zip(R, T)] || [K | R] <- Rest])].
back(U) -> lists:foldr(fun([H | T], Xs) -> {Cs, [B]} = lists:split(length(Xs), T),
    [(B - dot(Cs, Xs)) / H | Xs] end, [], U).
dot(A, B) -> lists:sum([X * Y || {X, Y} <- lists:zip(A, B)]).
det(M) -> try lists:foldl(fun([H | _], P) -> P * H end, 1, eliminate(M)) catch throw:singular ->
    0 end.
mul(A, B) -> T = transpose(B), [[round6(dot(R, C)) || C <- T] || R <- A].
transpose([[] | _]) -> [];
transpose(M) -> [[hd(R) || R <- M] | transpose([tl(R) || R <- M])].
inverse(A) -> N = length(A),
    transpose([solve(A, [if I =:= J -> 1; true -> 0 end || J <- lists:seq(1, N)])
    || I <- lists:seq(1, N)]).

%% The same with exact fractions.
rsolve(A, B) ->
    M = [[{X, 1} || X <- R ++ [Y]] || {R, Y} <- lists:zip(A, B)],
    lists:foldr(fun([H | T], Xs) -> {Cs, [C]} = lists:split(length(Xs), T),
        [rdiv(lists:foldl(fun({P, Q}, S) -> radd(S, rneg(rmul(P, Q))) end, C, lists:zip(Cs, Xs)),
        H) | Xs] end, [], relim(M)).
relim([]) -> [];
relim(M) ->
    {[P | More], Zero} = lists:partition(fun([{X, _} | _]) -> X =/= 0 end, M),
    [H | T] = P,
    [P | relim([[radd(X, rneg(rmul(rdiv(K, H), Y))) || {X, Y} <- lists:zip(R, T)]
        || [K | R] <- More ++ Zero])].
hilbert(N) -> rsolve([[0 || _ <- [x]] || _ <- []] ++ scaled(N), [lists:sum(R) || R <- scaled(N)]).
scaled(N) -> [[27720 div (I + J - 1) || J <- lists:seq(1, N)] || I <- lists:seq(1, N)].
radd({A, B}, {C, D}) -> norm(A * D + C * B, B * D).
rmul({A, B}, {C, D}) -> norm(A * C, B * D).
rdiv({A, B}, {C, D}) -> norm(A * D, B * C).
rneg({A, B}) -> {-A, B}.
norm(A, B) -> G = gcd(abs(A), abs(B)), S = if B < 0 -> -1; true -> 1 end,
    {S * A div G, S * B div G}.
gcd(A, 0) -> A;
gcd(A, B) -> gcd(B, A rem B).

fft([X]) -> [c(X)];
fft(L) ->
    {E, O} = halves(L, [], []),
    N = length(L),
    P = [{A, cmul(expi(-2 * math:pi() * K / N), B)}
        || {K, A, B} <- lists:zip3(lists:seq(0, N div 2 - 1), fft(E), fft(O))],
    [cadd(A, B) || {A, B} <- P] ++ [csub(A, B) || {A, B} <- P].
ifft(L) -> N = length(L), [{R / N, -I / N} || {R, I} <- fft([{R, -I} || {R, I} <- L])].
halves([A, B | T], E, O) -> halves(T, [A | E], [B | O]);
halves([], E, O) -> {lists:reverse(E), lists:reverse(O)}.
c({_, _} = X) -> X;
c(X) -> {float(X), 0.0}.
expi(T) -> {math:cos(T), math:sin(T)}.
cmul({A, B}, {C, D}) -> {A * C - B * D, A * D + B * C}.
cadd({A, B}, {C, D}) -> {A + C, B + D}.
csub({A, B}, {C, D}) -> {A - C, B - D}.
round6({A, B}) -> {round6(A), round6(B)};
round6(X) -> round(X * 1000000) / 1000000.

poly_mul(A, B) ->
    N = length(A) + length(B) - 1,
    [lists:sum([X * Y || {I, X} <- lists:enumerate(A), {J, Y} <- lists:enumerate(B), I + J - 2 =:=
        K]) || K <- lists:seq(0, N - 1)].
poly_eval(Cs, X) -> lists:foldl(fun(C, S) -> S * X + C end, 0, Cs).
roots(Cs) -> [X || X <- lists:seq(-10, 10),
    lists:sum([C * ipow(X, I - 1) || {I, C} <- lists:enumerate(Cs)]) =:= 0].
ipow(_, 0) -> 1;
ipow(X, N) -> X * ipow(X, N - 1).

simpson(F, A, B, N) ->
    H = (B - A) / N,
    H / 3 * (F(A) + F(B) + lists:sum([F(A + I * H) * (case I rem 2 of 1 -> 4; 0 -> 2 end)
        || I <- lists:seq(1, N - 1)])).
rk4(_, _, Y, _, 0) -> Y;
rk4(F, T, Y, H, N) ->
    K1 = H * F(T, Y), K2 = H * F(T + H / 2, Y + K1 / 2), K3 = H * F(T + H / 2, Y + K2 / 2),
        K4 = H * F(T + H, Y + K3),
    rk4(F, T + H, Y + (K1 + 2 * K2 + 2 * K3 + K4) / 6, H, N - 1).
bisect(_, A, _, 0) -> A;
bisect(F, A, B, N) -> M = (A + B) / 2, case F(A) * F(M) > 0 of true -> bisect(F, M, B, N - 1);
    false -> bisect(F, A, M, N - 1) end.
stats(L) -> N = length(L), M = lists:sum(L) / N, V = lists:sum([(X - M) * (X - M) || X <- L]) / N,
    {N, M, V, math:sqrt(V), lists:nth(N div 2, lists:sort(L))}.
regression(P) ->
    N = length(P), {Xs, Ys} = lists:unzip(P),
    B = (N * dot(Xs, Ys) - lists:sum(Xs) * lists:sum(Ys)) / (N * dot(Xs,
        Xs) - lists:sum(Xs) * lists:sum(Xs)),
    {(lists:sum(Ys) - B * lists:sum(Xs)) / N, B}.
kmeans(_, C, 0) -> C;
kmeans(Xs, Cs, N) ->
    G = lists:foldl(fun(X, M) -> {_, C} = lists:min([{abs(X - C), C} || C <- Cs]),
        maps:update_with(C, fun(L) -> [X | L] end, [X], M) end, #{}, Xs),
    kmeans(Xs, lists:sort([lists:sum(L) / length(L) || L <- maps:values(G)]), N - 1).
monte(0, _, Hits) -> Hits;
monte(N, S0, Hits) ->
    S1 = (S0 * 1103515245 + 12345) band 16#7fffffff,
    S2 = (S1 * 1103515245 + 12345) band 16#7fffffff,
    X = S1 / 16#7fffffff, Y = S2 / 16#7fffffff,
    monte(N - 1, S2, if X * X + Y * Y =< 1.0 -> Hits + 1; true -> Hits end).
cf(_, 0) -> [];
cf(X, N) -> I = trunc(X), case X - I of F when F < 1.0e-9 -> [I]; F -> [I | cf(1 / F, N - 1)] end.
jacobi(A, N) -> power_iter(A, [1.0, 1.0, 1.0], N).
power_iter(A, V, 0) -> round6(dot([dot(R, V) || R <- A], V));
power_iter(A, V, N) -> W = [dot(R, V) || R <- A], L = math:sqrt(dot(W, W)),
    power_iter(A, [X / L || X <- W], N - 1).

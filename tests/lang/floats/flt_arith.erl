%% SPDX-License-Identifier: Apache-2.0
%% Float arithmetic: overflow to badarith, underflow, mixed operands, conversions from bignums.
-module(flt_arith).
-export([main/0]).
-include("t.hrl").

main() ->
    M = id(1.7976931348623157e308),
    D = id(5.0e-324),
    ?T(M * 2),
    ?T(M + M),
    ?T(-M - M),
    ?T(M * M),
    ?T(M / id(0.1)),
    ?T(id(1) / id(0)),
    ?T(id(1.0) / id(0.0)),
    ?T(id(0.0) / id(0)),
    ?T(id(0) / id(-0.0)),
    ?T({D / 2, D * 0.5, D / 3 * 3, -D / 2}),
    ?T({M + 1.0 =:= M, M - M, M * 0, M / M}),
    ?T(M + (1 bsl 1023)),
    ?T(id(1.0) + (1 bsl 1024)),
    ?T(id(1.0) * id(1 bsl 1023)),
    ?T(float(id((1 bsl 1024) - (1 bsl 970) - 1))),
    ?T(float(id((1 bsl 1024) - (1 bsl 970)))),
    ?T([float(X) || X <- id([0, 1, -1, (1 bsl 53) + 1, (1 bsl 53) + 3, (1 bsl 63) - 1, (1 bsl 64) +
            2049,
                             (1 bsl 100) + (1 bsl 46) + 1, -(1 bsl 100) - (1 bsl 47),
                                 10000000000000000000000])]),
    ?T([id(X) + 0.0 || X <- [9007199254740993, 9007199254740995, 36028797018963971,
            1 bsl 70 + 1 bsl 17 + 1]]),
    ?T([id(A) + id(B) || {A, B} <- [{1, 2.5}, {2.5, 1}, {1 bsl 70, 0.5}, {0.1, 0.2}, {-0.5, 0.5}]]),
    ?T([id(A) / id(B) || {A, B} <- [{1, 3}, {10, 5}, {1 bsl 70, 3}, {1 bsl 70, 1 bsl 69}, {7.0, 2},
            {-1, 3.0}]]),
    ?T([id(A) - id(B) || {A, B} <- [{1, 0.9}, {1.0e16, 1}, {1.0e16, 1.0}, {1 bsl 54, 1.0}]]),
    ?T(id(1.0) + id(a)),
    ?T(id([]) * id(2.0)),
    ?T(id(2.0) / id("x")),
    ?T(-id(1.5)),
    ?T(float(id(a))),
    ?T(sum(1.0, 1000)),
    ?T(harmonic(10000, 0.0)),
    ?T(horner([1, -2.5, 3, 0.25], 1.1)).

sum(X, N) -> lists:sum([X / I || I <- lists:seq(1, N)]).

harmonic(0, S) -> S;
harmonic(N, S) -> harmonic(N - 1, S + 1 / N).

horner(Cs, X) -> lists:foldr(fun(C, A) -> A * X + C end, 0, Cs).

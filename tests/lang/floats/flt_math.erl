%% SPDX-License-Identifier: Apache-2.0
%% The math module: values, integer and bignum arguments, domain errors, bad arguments.
-module(flt_math).
-export([main/0]).
-include("t.hrl").

main() ->
    F1 = [sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, exp, log, log2,
        log10, sqrt, erf,
          erfc, ceil, floor],
    [t:p("~w: ~w", [F, [value(F, [X]) || X <- [0, 0.5, 1, -1, 2, 10, 0.1, 100, -0.25]]])
            || F <- F1],
    [t:p("~w: ~w", [F, [value(F, [X]) || X <- [1 bsl 70, 1 bsl 1100, a, 1000, 1.0e308, -1.0e308]]])
            || F <- F1],
    [t:p("~w: ~w", [F, [value(F, [X, Y]) || X <- [0, 1, -1, 2.5, 10, -8],
            Y <- [0, 1, -1, 0.5, 3, -2]]])
     || F <- [pow, atan2, fmod]],
    t:bif(math, sqrt, [[-1], [a], [1 bsl 2000], [16], [2]]),
    t:bif(math, log, [[0], [-1.0], [0.0], [1 bsl 500], [[]]]),
    t:bif(math, log2, [[0], [1 bsl 63], [1 bsl 64], [8], [0.125]]),
    t:bif(math, log10, [[1000], [0.001], [0]]),
    t:bif(math, pow, [[0, -1], [-1, 0.5], [10, 308], [10, 309], [2, 1023], [2, 1024], [a, 1],
            [1, a], [2, -1074]]),
    t:bif(math, fmod, [[1, 0], [5.5, 2], [-5.5, 2], [5.5, -2], [1 bsl 70, 7]]),
    t:bif(math, acos, [[2], [1], [-1]]),
    t:bif(math, atanh, [[1], [-1], [0.5]]),
    t:bif(math, exp, [[709], [710], [-750]]),
    ?T(math:pi()),
    ?T(math:sin(id(a)) + 1),
    ?T([math:F(X) || F <- [sin, cos, tan], X <- [1.0e22, 1.0e300, 0.7853981633974483]]).

value(F, Args) ->
    try apply(math, F, Args) catch _:R -> R end.

%% SPDX-License-Identifier: Apache-2.0
%% Shortest printing of floats, in every magnitude, by the text functions and by display.
-module(flt_print).
-export([main/0]).
-include("t.hrl").

main() ->
    [show(X) || X <- values()],
    [show(-X) || X <- [0.0, 1.0, 1.5e-7, 1.0e21]],
    [show(math:pow(10, N)) || N <- lists:seq(-30, 30)],
    [show(1 / N) || N <- [3, 7, 9, 11, 13, 17, 19, 23, 49, 99, 101, 999, 1001]],
    [show(float(1 bsl N)) || N <- [0, 1, 10, 52, 53, 54, 63, 64, 100, 200, 500, 1000, 1023]],
    [show(1 / (1 bsl N)) || N <- [1, 2, 10, 20, 52, 53, 64, 100, 500, 1022, 1023]],
    erlang:display(erlang:phash2([float_to_list(X, [short]) || X <- random(500, 12345)])),
    erlang:display([X || X <- random(500, 777), list_to_float(float_to_list(X, [short])) =/= X]).

show(X) ->
    t:p("~s ~s ~s ~w", [float_to_list(X), float_to_list(X, [short]), float_to_binary(X, [short]),
        X]),
    erlang:display(X).

values() ->
    [0.0, 1.0, 0.1, 0.2, 0.3, 0.1 + 0.2, 1.5, 2.5, 100.0, 123456.789, 1.0e15, 1.0e16, 1.0e17,
        1.0e20,
     1.0e21, 1.0e22, 1.0e23, 123456789012345680.0, 9007199254740991.0, 9007199254740992.0,
     9007199254740993.0, 1.0e-5, 1.0e-4, 1.0e-3, 0.001234, 5.0e-324, 4.9e-324,
         2.2250738585072014e-308,
     2.225073858507201e-308, 1.7976931348623157e308, 1.0e308, 3.141592653589793, 2.718281828459045,
     6.02214076e23, 1.602176634e-19, 299792458.0, 4.35, 0.49999999999999994, 0.5000000000000001,
     1.2345678901234567e-10, 9.5367431640625e-7, 1.0e100, 4.0e15, 1.1e15, 12345678.9,
         1234567890123456.7].

random(0, _) -> [];
random(N, S0) ->
    S = (S0 * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff,
    case <<S:64>> of
        <<F/float>> -> [F | random(N - 1, S)];
        _ -> random(N, S)
    end.

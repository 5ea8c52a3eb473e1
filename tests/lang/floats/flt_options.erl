%% SPDX-License-Identifier: Apache-2.0
%% float_to_list and float_to_binary with decimals, compact, scientific: rounding and limits.
-module(flt_options).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 0.125, 1.005, 2.675, 123.456, 0.1, 0.05, 0.005,
        99.995,
         999999.9999, 1.0e10, 1.0e15, 1.0e22, 1.0e-10, 5.0e-324, 1.7976931348623157e308,
             3.14159265358979],
    [t:p("~w: ~p", [X, [float_to_list(X, [{decimals, D}]) || D <- [0, 1, 2, 3, 10]]]) || X <- V],
    [t:p("~w: ~p", [X, [float_to_list(X, [{decimals, D}, compact]) || D <- [0, 1, 2, 3, 10, 20]]])
     || X <- V, abs(X) < 1.0e200],
    [t:p("~w: ~p", [X, [float_to_list(X, [{scientific, D}]) || D <- [0, 1, 2, 3, 10, 20]]])
            || X <- V],
    [t:p("~w: ~p", [X, [float_to_binary(X, O) || O <- [[], [{decimals, 4}],
            [compact, {decimals, 4}],
                                                       [{scientific, 5}], [short]]]])
     || X <- V, abs(X) < 1.0e200],
    t:bif(erlang, float_to_list,
          [[1.5, [{decimals, 253}]], [1.0e308, [{decimals, 0}]], [1.0, [{decimals, 254}]],
           [1.0, [{decimals, -1}]], [1.0, [{decimals, a}]], [1.0, [{scientific, 249}]],
           [1.0, [{scientific, 250}]], [1.0, [{scientific, -1}]], [1.0, [bad]], [1.0, compact],
           [1.0, [compact]], [1.0, [short, {decimals, 2}]], [1.0, [{decimals, 2}, short]],
           [1.0, [{decimals, 2}, {scientific, 3}]], [1.0, [{scientific, 3}, {decimals, 2}]],
           [1, []], [a], [1], [1.0, [{decimals, 2} | compact]], [1 bsl 70, [{decimals, 2}]]]),
    t:bif(erlang, float_to_binary,
          [[1.0e308, [{decimals, 2}]], [1.0, [{decimals, 254}]], [2, []], [a],
              [1.0, [{decimals, 2.0}]], [1.0, x]]).

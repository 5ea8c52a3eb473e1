%% SPDX-License-Identifier: Apache-2.0
%% Floats through io_lib's control sequences.
-module(sys_floats).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0.0, 1.0, -1.5, 3.14159265358979, 123456789.987, 1.0e-5, 1.0e22, 0.05, 9.995, 99.5,
        1.7976931348623157e308, 5.0e-324],
    [t:p("~w | ~p | ~f | ~.1f | ~.0f | ~.10f", [X, X, X, X, X, X]) || X <- V, X < 1.0e300],
    [t:p("~e | ~.3e | ~.8e | ~g | ~.2g | ~.10g", [X, X, X, X, X, X]) || X <- V],
    [t:p("[~20w] [~-20w] [~12.3f] [~-12.3f] [~12.3.*f]", [X, X, X, X, $*, X]) || X <- V,
            X < 1.0e12],
    ?E(io_lib:format("~f", [id(1)])),
    ?E(io_lib:format("~e", [id(a)])),
    ?E(io_lib:format("~.0e", [id(1.0)])),
    ?E(io_lib:format("~5.2f", [id(12345.678)])),
    ?T([io_lib_format:fwrite_g(X) || X <- id(V)]),
    ?T([io_lib:fread("~f", S) || S <- id(["1.5 x", "-2.0", "x", "1", "3.0e5"])]),
    ?T([{X, erlang:float_to_list(X, [{decimals, 4}, compact])} || X <- id([1.0, 1.25, 1.00001])]).

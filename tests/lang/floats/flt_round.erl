%% SPDX-License-Identifier: Apache-2.0
%% round, trunc, floor, ceil: halves, huge values, integers, and results beyond the small range.
-module(flt_round).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0.0, -0.0, 0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 0.49999999999999994, -0.49999999999999994,
        0.9999999999999999,
         4503599627370495.5, 4503599627370496.5, 9007199254740991.0, 9007199254740993.0,
             -9007199254740991.0,
         576460752303423400.0, 576460752303423488.0, -576460752303423488.0, -576460752303423552.0,
         9.223372036854775e18, 9.223372036854775807e18, -9.223372036854775807e18,
             -9.223372036854778e18,
         1.8446744073709552e19, 1.0e20, 1.0e22, 1.0e23, -1.0e30, 123456789.123456, -123456789.5,
             1.0e100, 5.0e-324],
    [t:p("~w ~w ~w ~w ~w", [X, round(X), trunc(X), floor(X), ceil(X)]) || X <- V],
    [t:p("~w ~w ~w ~w ~w", [X, round(X), trunc(X), floor(X), ceil(X)])
            || X <- [0, -7, 1 bsl 59, 1 bsl 70]],
    ?T(t:sum([trunc(1.7976931348623157e308), round(-1.7e300), floor(1.0e200), ceil(-1.0e200)])),
    ?T(round(id(a))),
    ?T(trunc(id("1.0"))),
    ?T(floor(id({}))),
    ?T(ceil(id(<<>>))),
    ?T(abs(id(-2.5))),
    [t:p("~w ~w", [X, guards(X)]) || X <- [0.5, 2.5, -2.5, 1.0e20, 3, a]],
    ?T([math:floor(X) || X <- id([1.5, -1.5, 3, 1.0e300])]),
    ?T([math:ceil(X) || X <- id([1.5, -1.5, 3, 1.0e300])]),
    ?T(lists:map(fun erlang:round/1, [1.2, 1.7, -1.2, -1.7])),
    ?T([trunc(X * 100) / 100 || X <- id([1.005, 2.345, -7.999])]).

guards(X) when round(X) =:= 3 -> three;
guards(X) when trunc(X) =:= -2 -> minus_two;
guards(X) when floor(X) =:= 0, ceil(X) =:= 1 -> between;
guards(X) when trunc(X) > 1 bsl 60 -> big;
guards(_) -> other.

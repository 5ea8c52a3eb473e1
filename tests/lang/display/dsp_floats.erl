%% SPDX-License-Identifier: Apache-2.0
%% erlang:display of floats: its own format, six decimals.
-module(dsp_floats).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display(F) || F <- [0.0, -0.0, 1.0, -1.0, 0.1, 0.5, 1.5, 2.5, 3.14159265358979, 1.0e10,
        1.0e15, 1.0e16, 1.0e100, 1.0e-5, 1.0e-10, 1.0e-100, 1.7976931348623157e308, 5.0e-324,
        2.2250738585072014e-308,
                                123456.789, 1234567.89, 0.000123456789, 9.9999995, 9.9999994,
                                    99999.95, 0.1234565, 0.1234575, 1.0000005, 1.0000015, 1 / 3,
                                    2 / 3]],
    erlang:display([1.0, {2.5, #{3.5 => -4.5}}, 1.0e22, 10000000000000000000000]),
    erlang:display(1 bsl 53 + 0.0).

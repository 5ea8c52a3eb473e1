%% SPDX-License-Identifier: Apache-2.0
%% halt/1 right after printing: nothing is lost.
-module(sys_halt).
-export([main/0]).

main() ->
    [io:format("~s~n", [lists:duplicate(100, $a + N rem 26)]) || N <- lists:seq(1, 2000)],
    io:format(standard_error, "an error text~n", []),
    halt(7).

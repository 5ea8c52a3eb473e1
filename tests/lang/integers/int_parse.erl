%% SPDX-License-Identifier: Apache-2.0
%% list_to_integer and binary_to_integer: signs, bases, limits, all kinds of bad input.
-module(int_parse).
-export([main/0]).
-include("t.hrl").

main() ->
    Good = ["0", "1", "-1", "+1", "007", "-0", "+0", "576460752303423487", "576460752303423488",
            "-576460752303423488", "-576460752303423489", "18446744073709551616",
            "-18446744073709551616", "123456789012345678901234567890123456789",
            "-000000000000000000000000000000000000000000000000000000000000000000001"],
    [t:p("~w ~w", [list_to_integer(S), binary_to_integer(list_to_binary(S))]) || S <- Good],
    t:bif(erlang, list_to_integer,
          [["ff", 16], ["FF", 16], ["-fF", 16], ["zz", 36], ["Zz", 36], ["1010", 2], ["12", 2],
           ["g", 16], ["", 16], ["-", 10], ["777", 8], ["9", 8], ["1", 1], ["1", 37], ["1", a],
               ["1", 1 bsl 70],
           ["123456789abcdefghijklmnopqrstuvwxyz", 36], ["-1" ++ lists:duplicate(70, $0), 2]]),
    Bad = ["", "+", "-", " 1", "1 ", "1a", "--1", "+-1", "1.0", "1e3", "0x10", "1_000", [1], "٣",
           [$1 | $2], [a], a, 1, <<"1">>, [["1"]], [$1, -1], [$1, 16#110000]],
    t:bif(erlang, list_to_integer, [[S] || S <- Bad]),
    t:bif(erlang, binary_to_integer,
          [[<<>>], [<<"-">>], [<<"1 ">>], [<<1:4>>], ["1"], [a], [<<"+12">>], [<<"f">>, 16],
              [<<"z">>, 16],
           [<<"1">>, 40], [<<0>>], [<<"12", 0>>]]),
    <<_:3, Unaligned:3/binary, _/bits>> = id(<<5:3, "987", 0:5>>),
    ?T(binary_to_integer(Unaligned)),
    ?T([string:to_integer(S) || S <- id(["12ab", "-7", "x", "", "+5 ", "1.5", <<"33 x">>,
            "99999999999999999999z"])]),
    Long = lists:flatten([integer_to_list(N) || N <- lists:seq(1, 700)]),
    ?T(t:sum(list_to_integer(Long))),
    ?T(t:sum(list_to_integer("-" ++ Long))),
    ?T([t:sum(list_to_integer([$1 | Long], B)) || B <- [11, 16, 36]]),
    ?T([integer_to_list(list_to_integer(integer_to_list(X, B), B), B) =:= integer_to_list(X, B)
        || X <- [1 bsl 333, -(1 bsl 64), 17], B <- [2, 7, 10, 16, 36]]).

%% SPDX-License-Identifier: Apache-2.0
%% integer_to_list and integer_to_binary in all bases, long numbers included.
-module(int_print).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0, 1, -1, 9, 10, -10, 35, 36, 255, 1 bsl 59, -(1 bsl 59), 1 bsl 64, -(1 bsl 64),
         123456789012345678901234567890123456789],
    [t:p("~s ~s", [integer_to_list(X), integer_to_binary(X)]) || X <- V],
    [t:p("~w: ~s", [B, lists:join(" ", [integer_to_list(X, B) || X <- V])])
            || B <- lists:seq(2, 36)],
    [t:p("~w: ~s", [B, [integer_to_binary(X, B) || X <- V]]) || B <- [2, 8, 16, 32, 36]],
    Zeros = [10000000000000000000 * 10000000000000000000, 1000000007 * 100000000000000000000000],
    [erlang:display(X) || X <- Zeros],
    erlang:display([erlang:phash2(integer_to_list(1 bsl N, B)) || N <- [500, 3000],
        B <- [3, 10, 16, 36]]),
    erlang:display(erlang:phash2(integer_to_binary(-(3 * (1 bsl 10000)) + 7))),
    t:bif(erlang, integer_to_list, [[a], [1.0], [1, 1], [1, 37], [1, 0], [1, -2], [1, a], [[], 10],
                                    [1, 1 bsl 64], [1, 2.0]]),
    t:bif(erlang, integer_to_binary, [[a], [1.0], [1, 1], [1, 37], [1, a], [<<>>, 10]]).

%% SPDX-License-Identifier: Apache-2.0
%% erlang:display of lists that look like text: what is shown as a string, and how.
-module(dsp_strings).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display(S) || S <- ["abc", "", "a", " ", "a b", "\n", "a\nb\tc", "\"", "\\", "'",
        "abc\r", "\e", "\b", "\f\v", [0], [1], [7], [31], [127], [128], [160], [161], [229], [255],
        [256], [97, 0],
                                [97, 229], [97, 229, 256], [97, 1024], "abc" ++ [256], "abc" ++ [x],
                                    [97 | 98], "ab" ++ c, [$a | <<"b">>], [97, -1], [97, 1.0],
                                    [$a, [$b]], ["ab", "cd"], {"tuple"},
                                #{"key" => "value"}, [60, 120, 180, 240], [32], [126],
                                    lists:seq(32, 126), lists:duplicate(300, $x),
                                    lists:duplicate(2000, $y), [97, 10, 13, 9, 98], "100%",
                                    "%s%d~p"]],
    [erlang:display([C]) || C <- lists:seq(0, 300)],
    erlang:display([[C, $x] || C <- [0, 9, 10, 13, 27, 32, 34, 39, 92, 127, 128, 159, 160, 255]]).

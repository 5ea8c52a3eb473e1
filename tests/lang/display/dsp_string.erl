%% SPDX-License-Identifier: Apache-2.0
%% erlang:display_string/1 and display_nl/0: characters, code points, errors, order with display.
-module(dsp_string).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display_string(S) || S <- ["plain\n", "", "no newline", "\n", "tab\tbell\n",
        [229, 228, 246, 10], [16#3b1, 16#20ac, 16#10348, 10], [0, 1, 2, 10], [127, 128, 255, 10],
        lists:duplicate(100, $z) ++ "\n",
                                       "percent % %s %d ~p\n", "a\nb\nc\n", "cr\rlf\n"]],
    ?E(erlang:display_string(id(a))),
    ?E(erlang:display_string(id([a]))),
    ?E(erlang:display_string(id([-1]))),
    ?E(erlang:display_string(id([16#110000]))),
    ?E(erlang:display_string(id([16#d800]))),
    ?E(erlang:display_string(id([$a | $b]))),
    ?E(erlang:display_string(id([[$a]]))),
    ?E(erlang:display_string(id(<<"bin">>))),
    ?E(erlang:display_string(id([1.0]))),
    ?E(erlang:display_string(lists:duplicate(20000, $q) ++ "\n") =:= true),
    erlang:display_nl(),
    erlang:display(erlang:display_nl()),
    erlang:display(erlang:display_string("x\n")),
    erlang:display(erlang:display(y)).

%% SPDX-License-Identifier: Apache-2.0
%% halt with a slogan: the text on stderr, exit status 1.
-module(end_halt_string).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(before),
    halt(id("the slogan: \x{e5}\x{3b1} " ++ lists:duplicate(60, $z))).

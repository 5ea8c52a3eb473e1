%% SPDX-License-Identifier: Apache-2.0
%% Everything is caught; the program ends well.
-module(end_catch_all).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display(catch F()) || F <- [fun() -> throw(a) end, fun() -> exit(b) end]],
    [erlang:display(t:catching(F)) || F <- [fun() -> throw(a) end, fun() -> exit(b) end]],
    try exit(kill) catch exit:kill -> erlang:display(survived) end,
    try exit(normal) catch exit:normal -> erlang:display(survived) end,
    erlang:display(done).

%% SPDX-License-Identifier: Apache-2.0
%% Ends by calling a fun with the wrong number of arguments.
-module(end_badarity).
-export([main/0]).
-include("t.hrl").

main() ->
    F = id(fun erlang:abs/1),
    erlang:display(F(1)),
    erlang:display(F(1, 2)).

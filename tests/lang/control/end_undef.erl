%% SPDX-License-Identifier: Apache-2.0
%% Ends by a call of a function that does not exist.
-module(end_undef).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(here),
    M = id(no_such_module),
    X = M:function(1, [a], "b"),
    erlang:display(X).

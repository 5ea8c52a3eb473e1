%% SPDX-License-Identifier: Apache-2.0
%% Ends by a static remote call of a missing function in a module that exists.
-module(end_undef_static).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(here),
    X = lists:no_such_function(1, [a]),
    erlang:display(X).

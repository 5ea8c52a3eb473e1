%% SPDX-License-Identifier: Apache-2.0
%% Ends by an exception raised again with its own stack trace.
-module(end_rethrow).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(go(id(x))).

go(X) ->
    try
        1 + deeper(X)
    catch
        Class:Reason:Stack ->
            erlang:display({caught, Class, Reason}),
            erlang:raise(Class, {again, Reason}, Stack)
    end.

deeper(X) ->
    Y = list_to_integer(X),
    Y * 2.

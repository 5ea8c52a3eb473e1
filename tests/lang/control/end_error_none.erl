%% SPDX-License-Identifier: Apache-2.0
%% erlang:error/2 with none keeps the arity; the exception goes through an after.
-module(end_error_none).
-export([main/0]).
-include("t.hrl").

main() ->
    try go(id(-1)) after erlang:display(cleanup) end.

go(N) ->
    _ = id(N),
    error({negative, N}, none).

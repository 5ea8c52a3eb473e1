%% SPDX-License-Identifier: Apache-2.0
%% Ends by badmatch; main is not on the stack: it ended in a tail call.
-module(end_badmatch).
-export([main/0]).
-include("t.hrl").

main() ->
    tail(id(5)).

tail(0) -> {ok, X} = id({error, [nested, {deep, [term]}]}), X;
tail(N) -> tail(N - 1).

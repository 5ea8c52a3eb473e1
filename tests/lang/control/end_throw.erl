%% SPDX-License-Identifier: Apache-2.0
%% Ends by an uncaught throw out of a catch for another class.
-module(end_throw).
-export([main/0]).
-include("t.hrl").

main() ->
    R = try nested(id(2)) catch error:_ -> wrong; exit:_ -> wrong end,
    erlang:display(R).

nested(0) -> throw({thrown, "text", 1.5, <<1:3>>, #{k => [v]}});
nested(N) ->
    try nested(N - 1)
    after erlang:display({after_part, N})
    end.

%% SPDX-License-Identifier: Apache-2.0
%% Ends by function_clause with arguments of many types.
-module(end_function_clause).
-export([main/0]).
-include("t.hrl").

main() ->
    f(id(1), 2.5, <<1, 2, 3:4>>, "text", #{a => {b}}, 1 bsl 100, [], [x | y]),
    erlang:display(no).

f(0, _, _, _, _, _, _, _) -> ok.

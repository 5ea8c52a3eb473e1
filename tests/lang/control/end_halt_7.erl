%% SPDX-License-Identifier: Apache-2.0
%% halt(7) from a fun; the output before it is complete.
-module(end_halt_7).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display(X) || X <- lists:seq(1, 200)],
    t:p("~ts", [lists:duplicate(3000, $x)]),
    lists:foreach(fun(X) -> X > 2 andalso erlang:halt(7) end, [1, 2, 3, 4]),
    erlang:display(unreached).

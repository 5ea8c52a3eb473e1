%% SPDX-License-Identifier: Apache-2.0
%% Ends by an error in a fun called by a library function.
-module(end_in_fun).
-export([main/0]).
-include("t.hrl").

main() ->
    R = lists:foldl(fun(X, Acc) -> Acc + 100 div X end, 0, id([3, 2, 1, 0])),
    erlang:display(R).

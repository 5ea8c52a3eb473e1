%% SPDX-License-Identifier: Apache-2.0
%% Ends by an uncaught exit with a compound reason.
-module(end_exit).
-export([main/0]).
-include("t.hrl").

main() ->
    t:p("leaving"),
    leave(id({shutdown, [1, 2.5, "three", 'Four', <<"five">>, {six}]})),
    t:p("unreached").

leave(Reason) ->
    ok = check(Reason),
    exit(Reason).

check({shutdown, L}) when length(L) > 3 -> ok.

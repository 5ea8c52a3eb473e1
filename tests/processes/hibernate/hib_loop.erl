%% SPDX-License-Identifier: Apache-2.0
%% Servers that hibernate after each request, as gen_server's option does.
-module(hib_loop).
-export([main/0]).
-export([serve/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Servers = [spawn(?MODULE, serve, [N]) || N <- lists:seq(1, 50)],
    [call(S, {add, 1}) || _ <- [1, 2, 3, 4], S <- Servers],
    ?S(lists:sum([call(S, get) || S <- Servers])),
    ?S(lists:usort([call(S, stop) || S <- Servers])),
    ?S([proc:gone(S) || S <- lists:sublist(Servers, 1)]).

call(S, Request) ->
    R = make_ref(),
    S ! {self(), R, Request},
    receive {R, Answer} -> Answer end.

serve(N) ->
    receive
        {From, R, {add, M}} -> From ! {R, ok}, erlang:hibernate(?MODULE, serve, [N + M]);
        {From, R, get} -> From ! {R, N}, erlang:hibernate(?MODULE, serve, [N]);
        {From, R, stop} -> From ! {R, stopped}
    end.

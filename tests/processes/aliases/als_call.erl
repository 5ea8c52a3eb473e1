%% SPDX-License-Identifier: Apache-2.0
%% A call with a timeout, whose late answer does not come: what aliases are for.
-module(als_call).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Server = spawn(fun server/0),
    ?S(call(Server, quick, 5000)),
    ?S(call(Server, slow, 0)),
    ?S(call(Server, quick, 5000)),
    ?S(proc:none()),
    ?S(call(Server, stop, 5000)),
    ?S(call(Server, quick, 5000)).

call(Server, Request, Timeout) ->
    R = monitor(process, Server, [{alias, reply_demonitor}]),
    Server ! {R, Request},
    receive
        {R, Answer} -> {ok, Answer};
        {'DOWN', R, process, _, Why} -> {down, Why}
    after Timeout ->
        demonitor(R, [flush]),
        receive {R, Answer} -> {late, Answer} after 0 -> timeout end
    end.

server() ->
    receive
        {Alias, slow} ->
            receive after 20 -> Alias ! {Alias, slow} end,
            server();
        {Alias, stop} ->
            Alias ! {Alias, stopping};
        {Alias, Request} ->
            Alias ! {Alias, {done, Request}},
            server()
    end.

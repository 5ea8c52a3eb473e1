%% SPDX-License-Identifier: Apache-2.0
%% A server with an idle timeout that starts anew with each message.
-module(rcv_server_timeout).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    S = spawn(fun() -> server(Me, 0) end),
    [begin S ! {count, N}, receive after 5 -> ok end end || N <- lists:seq(1, 10)],
    ?S(proc:next()),
    proc:gone(S),
    ?S(proc:flush()).

server(To, Sum) ->
    receive
        {count, N} -> server(To, Sum + N)
    after 1000 ->
        To ! {idle, Sum}
    end.

%% SPDX-License-Identifier: Apache-2.0
%% Calls with aliases and timeouts that race with the answers: no answer comes late.
-module(str_alias).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Server = spawn(fun server/0),
    Me = self(),
    Clients = [spawn(fun() -> client(Me, Server, 100, N) end) || N <- lists:seq(1, 10)],
    Results = [receive {client, C, R} -> R end || C <- Clients],
    ?S(lists:usort([{Answers + Timeouts, Late} || {Answers, Timeouts, Late} <- Results])),
    ?S(proc:kill(Server)).

client(To, Server, Calls, Seed) ->
    Outcomes = [call(Server, (Seed * K) rem 3) || K <- lists:seq(1, Calls)],
    receive after 50 -> ok end,
    To ! {client, self(), {length([ok || ok <- Outcomes]),
        length([timeout || timeout <- Outcomes]), proc:flush()}}.

call(Server, Wait) ->
    R = monitor(process, Server, [{alias, reply_demonitor}]),
    Server ! {R, Wait},
    receive
        {R, _} -> ok;
        {'DOWN', R, _, _, _} -> down
    after Wait ->
        demonitor(R, [flush]),
        receive {R, _} -> ok after 0 -> timeout end
    end.

server() ->
    receive {Alias, Wait} -> proc:spin(Wait * 500), Alias ! {Alias, Wait}, server() end.

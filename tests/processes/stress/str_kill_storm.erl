%% SPDX-License-Identifier: Apache-2.0
%% Processes are killed while they spawn, send, link, collect and wait.
-module(str_kill_storm).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    ?S(lists:usort([begin
        Pids = [spawn_monitor(fun() -> victim(Me, K) end) || K <- lists:seq(0, 9)],
        proc:spin(Round * 100),
        [exit(P, kill) || {P, _} <- Pids],
        R = lists:usort([proc:down(R) || {_, R} <- Pids]),
        drain(),
        R
     end || Round <- lists:seq(1, 40)])),
    ?S(proc:ends(fun() -> exit(still_fine) end)).

drain() -> receive {m, _} -> drain() after 0 -> ok end.

victim(To, K) ->
    case K rem 5 of
        0 -> spawn(fun() -> ok end);
        1 -> To ! {m, lists:seq(1, 50)};
        2 -> P = spawn_link(fun proc:idle/0), unlink(P), exit(P, kill);
        3 -> erlang:garbage_collect();
        4 -> receive never -> ok after 1 -> ok end
    end,
    victim(To, K).

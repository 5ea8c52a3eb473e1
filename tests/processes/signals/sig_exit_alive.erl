%% SPDX-License-Identifier: Apache-2.0
%% exit, then is_process_alive: the answer comes after the exit signal was handled.
-module(sig_exit_alive).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(lists:usort([begin
        P = spawn(fun() -> receive x -> ok end end),
        exit(P, kill),
        is_process_alive(P)
     end || _ <- lists:seq(1, 300)])),
    ?S(lists:usort([begin
        P = spawn(fun() -> receive x -> ok end end),
        exit(P, stop),
        process_info(P, status)
     end || _ <- lists:seq(1, 300)])),
    ?S(lists:usort([begin
        P = spawn(fun() -> loop(0) end),
        exit(P, stop),
        is_process_alive(P)
     end || _ <- lists:seq(1, 300)])),
    ?S(lists:usort([begin
        P = spawn(fun() -> receive x -> ok end end),
        exit(P, normal),
        A = is_process_alive(P),
        P ! x,
        A
     end || _ <- lists:seq(1, 300)])).

loop(N) -> loop(N + 1).

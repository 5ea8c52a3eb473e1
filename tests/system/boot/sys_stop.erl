%% SPDX-License-Identifier: Apache-2.0
%% init:stop/1 ends the system in good order: what was printed is there, the status is given.
-module(sys_stop).
-export([main/0]).

main() ->
    io:format("before~n"),
    spawn(fun() -> process_flag(trap_exit, true),
                   receive X -> io:format("got ~p~n", [X]) end
          end),
    [io:format("line ~b~n", [N]) || N <- lists:seq(1, 1000)],
    init:stop(3),
    receive after infinity -> ok end.

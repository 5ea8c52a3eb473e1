%% SPDX-License-Identifier: Apache-2.0
%% SIGUSR1 ends the system at once, with status 1.
-module(sys_sigusr1).
-export([main/0]).

main() ->
    io:format("before~n"),
    spawn(fun() -> process_flag(trap_exit, true),
                   receive X -> io:format("got ~p~n", [X]) end
          end),
    "" = os:cmd("kill -s USR1 " ++ os:getpid()),
    receive after infinity -> ok end.

%% SPDX-License-Identifier: Apache-2.0
%% SIGHUP ends the system at once: the status is that of the signal.
-module(sys_sighup).
-export([main/0]).

main() ->
    io:format("before~n"),
    spawn(fun() -> process_flag(trap_exit, true),
                   receive X -> io:format("got ~p~n", [X]) end
          end),
    "" = os:cmd("kill -s HUP " ++ os:getpid()),
    receive after infinity -> ok end.

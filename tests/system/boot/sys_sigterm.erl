%% SPDX-License-Identifier: Apache-2.0
%% SIGTERM stops the system in good order, and says so.
-module(sys_sigterm).
-export([main/0]).

main() ->
    ok = logger:update_handler_config(default, formatter,
                                      {logger_formatter, #{template => [level, " ", msg, "\n"]}}),
    io:format("before~n"),
    spawn(fun() -> process_flag(trap_exit, true),
                   receive X -> io:format("got ~p~n", [X]) end
          end),
    "" = os:cmd("kill -s TERM " ++ os:getpid()),
    receive after infinity -> ok end.

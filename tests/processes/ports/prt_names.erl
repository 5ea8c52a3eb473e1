%% SPDX-License-Identifier: Apache-2.0
%% Registered ports.
-module(prt_names).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    P = proc:names(open_port({spawn, "cat"}, [binary]), p),
    ?S(register(my_port, P)),
    ?R(register(my_port, P)),
    ?R(register(other_name, P)),
    ?R(register(my_port, self())),
    ?S(whereis(my_port)),
    ?S(lists:member(my_port, registered())),
    ?S(erlang:port_info(P, registered_name)),
    ?S(hd(erlang:port_info(my_port))),
    ?S(port_command(my_port, "a")),
    ?S(proc:next()),
    ?S(my_port ! {self(), {command, "b"}}),
    ?S(proc:next()),
    ?S({my_port, node()} ! {self(), {command, "c"}}),
    ?S(proc:next()),
    ?S(erlang:port_set_data(my_port, {data, "of port"})),
    ?S(erlang:port_get_data(P)),
    ?S(erlang:port_set_data(P, small)),
    ?S(erlang:port_get_data(my_port)),
    ?S(unregister(my_port)),
    ?S(erlang:port_info(P, registered_name)),
    ?S(register(my_port, P)),
    ?S(port_close(my_port)),
    ?S(whereis(my_port)),
    ?S(proc:next()),
    ?R(register(my_port, P)),
    ?R(my_port ! x).

%% SPDX-License-Identifier: Apache-2.0
%% A program as a port: commands by function and by message, data as lists and binaries, closing.
-module(prt_basic).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    P = open_port({spawn, "cat"}, []),
    ?S(is_port(P)),
    ?S(lists:member(P, erlang:ports())),
    ?S(port_command(P, "hello")),
    ?S(proc:next()),
    ?S(port_command(P, [<<"ab">>, [$c | <<"d">>], []])),
    ?S(proc:next()),
    ?S(P ! {self(), {command, <<"by message">>}}),
    ?S(proc:next()),
    ?S(port_close(P)),
    ?S(proc:next()),
    ?S(port_command(P, "x")),
    ?S(port_close(P)),
    ?S(P ! {self(), {command, "x"}}),
    ?S(lists:member(P, erlang:ports())),
    B = open_port({spawn, "cat"}, [binary]),
    ?S(port_command(B, "binary")),
    ?S(proc:next()),
    ?S(port_command(B, [])),
    ?S(B ! {self(), close}),
    ?S(proc:next()),
    ?S(proc:next()),
    ?S(proc:none()).

%% SPDX-License-Identifier: Apache-2.0
%% stdin: 'first line\nsecond line\nno end'
%% Standard input through descriptor 0, a pipe.
-module(prt_input).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    P = open_port({fd, 0, 1}, [in, eof, {line, 8}]),
    ?S(gather(P)),
    ?S(erlang:port_info(P, input)),
    ?S(erlang:port_info(P, name)),
    ?S(erlang:port_info(P, os_pid)),
    ?S(port_close(P)),
    ?S(proc:next()),
    ?S(proc:none()).

gather(P) ->
    receive
        {P, {data, D}} -> [D | gather(P)];
        {P, eof} -> [eof]
    end.

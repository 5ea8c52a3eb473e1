%% SPDX-License-Identifier: Apache-2.0
%% Programs that read standard input: through a pipe, from a file.
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

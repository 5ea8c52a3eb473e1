%% SPDX-License-Identifier: Apache-2.0
%% logs: bad descriptors are reported
%% Descriptors and files as ports, bad ones too.
-module(prt_fds).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    P = open_port({fd, 99, 99}, []),
    ?S(is_port(P)),
    ?S(erlang:port_info(P, name)),
    ?S(port_close(P)),
    ?S(proc:next()),
    ?S(open_port({fd, 100000000, 1}, [in])),
    ?S(open_port({fd, 0, 100000000}, [out])),
    F = open_port("prt_file", [out]),
    ?S(port_command(F, "written through a port\n")),
    ?S(os:cmd("cat prt_file")),
    ?S(erlang:port_info(F, name)),
    ?S(port_close(F)),
    ?S(proc:next()),
    G = open_port(prt_file, [in, eof]),
    ?S([receive {G, D} -> D end || _ <- [1, 2]]),
    ?S(port_close(G)),
    ?S(proc:next()),
    H = open_port("prt_file", [in, binary, {line, 7}]),
    ?S(gather(H)),
    ?S(open_port("no/such/file", [in])),
    N = open_port({spawn, "sleep 2"}, [in, stderr_to_stdout]),
    ?S(port_command(N, "no output")),
    ?S(proc:next()),
    ?S(proc:none()).

gather(P) ->
    receive
        {P, {data, D}} -> [D | gather(P)];
        {'EXIT', P, Reason} -> [Reason]
    end.

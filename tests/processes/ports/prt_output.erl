%% SPDX-License-Identifier: Apache-2.0
%% Output through descriptors 1 and 2; the runtime's end waits until all is written.
-module(prt_output).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = open_port({fd, 1, 1}, [out]),
    E = open_port({fd, 2, 2}, [out, binary]),
    true = port_command(P, "through a port\n"),
    P ! {self(), {command, [<<"and ">>, "again\n"]}},
    true = port_command(E, <<"on standard error\n">>),
    Q = open_port({fd, 0, 2}, [out]),
    true = port_command(Q, "a second port\n"),
    true = port_close(Q),
    true = port_close(E),
    [true = port_command(P, [integer_to_list(I), $\n]) || I <- lists:seq(1, 2000)],
    true = port_command(P, binary:copy(<<"much to write\n">>, 20000)),
    halt(3).

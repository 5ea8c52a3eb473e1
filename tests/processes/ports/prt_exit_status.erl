%% SPDX-License-Identifier: Apache-2.0
%% How programs end: statuses, signals, with and without eof, before and after their output.
-module(prt_exit_status).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    ?S(run("true", [exit_status])),
    ?S(run("false", [exit_status])),
    ?S(run("sh -c 'exit 7'", [exit_status])),
    ?S(run("sh -c 'echo out; exit 8'", [exit_status])),
    ?S(run("sh -c 'kill -9 $$'", [exit_status])),
    ?S(run("sh -c 'kill -15 $$'", [exit_status])),
    ?S(run("/no/such/program", [exit_status, stderr_to_stdout, in]) =/= []),
    ?S(run("true", [])),
    ?S(run("sh -c 'exit 3'", [eof])),
    ?S(lists:sort(run("sh -c 'exit 4'", [eof, exit_status]))),
    ?S(run("sh -c 'echo a; sleep 0.1; echo b; exit 5'", [exit_status, {line, 80}])),
    ?S(run("sh -c 'exec 1>&-; sleep 0.1; exit 6'", [exit_status])),
    ?S(run("sh -c '(sleep 0.1; echo late) & exit 9'", [exit_status])).

run(Command, Options) ->
    P = open_port({spawn, Command}, Options),
    Soft = lists:member(eof, Options),
    Status = lists:member(exit_status, Options),
    collect(P, Soft, Status, []).

collect(P, Soft, Status, Seen) ->
    receive
        {P, eof} when Status -> collect(P, Soft, Status, [eof | Seen]);
        {P, eof} -> port_close(P), collect(P, false, Status, [eof | Seen]);
        {P, {exit_status, _} = S} when Soft ->
            receive {P, eof} -> ok end,
            port_close(P),
            collect(P, false, Status, [eof, S | Seen]);
        {P, What} -> collect(P, Soft, Status, [What | Seen]);
        {'EXIT', P, Reason} -> lists:reverse([{exit, Reason} | Seen])
    end.

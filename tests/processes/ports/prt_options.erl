%% SPDX-License-Identifier: Apache-2.0
%% What a program is started with: arguments, environment, directory, descriptors.
-module(prt_options).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    os:putenv("PRT_OWN", "own"),
    os:putenv("PRT_GONE", "gone"),
    ?S(run({spawn_executable, "/bin/echo"}, [{args, ["one two", <<"three">>, 'four', "$HOME"]}])),
    ?S(run({spawn_executable, "/bin/sh"}, [{args, ["-c", "echo $0"]}, {arg0, "my name"}])),
    ?S(run({spawn_executable, "/bin/sh"}, [{arg0, "other"}, {args, ["-c", "echo $0 $1", "a", "b"]}])),
    ?S(run({spawn, "echo $PRT_OWN $PRT_GONE $PRT_NEW"},
           [{env, [{"PRT_NEW", "new"}, {"PRT_GONE", false}]}])),
    ?S(run({spawn, "echo $PRT_OWN"}, [{env, [{"PRT_OWN", "changed"}]}])),
    ?S(run({spawn, "echo x$PRT_OWN"}, [{env, [{"PRT_OWN", []}]}])),
    ?S(run({spawn, "pwd"}, [{cd, "/"}])),
    ?S(run({spawn, "pwd"}, [{cd, <<"/usr">>}])),
    ?S(run({spawn, "pwd"}, [{cd, "/no/such/folder"}, exit_status])),
    ?S(run({spawn, "sh -c 'echo out; echo err >&2'"}, [stderr_to_stdout])),
    ?S(run({spawn, "sh -c 'echo to four >&4'"}, [nouse_stdio])),
    ?S(run({spawn, "sh -c 'ls /proc/self/fd | tr \\\\n \" \"'"}, [])),
    ?S(run({spawn, "sh -c 'cut -d \" \" -f 5,6 /proc/$$/stat >/dev/null; ps -o pgid=,sid= -p $$ | (read a b; test $a = $$ -a $b = $$ && echo leader)'"}, [])),
    ?S(run({spawn, "grep SigIgn /proc/self/status | cut -c 18-20"}, [])),
    ?S(run({spawn, "sh -c 'echo caf\303\251'"}, [])),
    ?S(run({spawn, [$e, $c, $h, $o, $\s, 955]}, [])),
    ?S(run({spawn, <<"echo bytes">>}, [hide, overlapped_io, {parallelism, false}])),
    ?S(run({spawn, 'echo atom'}, [{busy_limits_port, {10, 20}}, {busy_limits_msgq, disabled}])),
    ?S(run({spawn, "sh -c 'cat; echo end'"}, [in])),
    ?S(run({spawn_executable, "/etc"}, [exit_status])),
    P = open_port({spawn, "sh -c 'read x; echo $x >&2'"}, [out]),
    ?S(P ! {self(), {command, "not seen\n"}}),
    ?S(proc:none()),
    ?S(exit(P, done)),
    ?S(proc:next()).

run(Name, Options) ->
    P = open_port(Name, Options),
    collect(P, []).

collect(P, Seen) ->
    receive
        {P, {data, D}} -> collect(P, Seen ++ D);
        {P, {exit_status, S}} -> collect(P, Seen ++ [{status, S}]);
        {'EXIT', P, Reason} -> {Reason, Seen}
    end.

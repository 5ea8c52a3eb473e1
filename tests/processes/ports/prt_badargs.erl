%% SPDX-License-Identifier: Apache-2.0
%% Wrong arguments of the functions of ports, with their stack traces.
-module(prt_badargs).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").
%% logs: bad data for a port are reported

main() ->
    process_flag(trap_exit, true),
    P = proc:names(open_port({spawn, "cat"}, [binary]), p),
    D = open_port({spawn, "cat"}, []),
    port_close(D),
    ?S(proc:next()),
    [?S({O, open(O)}) || O <-
        [foo, [foo], [in | out], [{line, 0}], [{line, x}], [{packet, 0}], [{packet, 1}, line], [{env, x}], [{env, [x]}],
         [{env, [{"a=b", "c"}]}], [{env, [{a, "c"}]}], [{env, [{"a", 1}]}], [{args, ["x"]}], [{arg0, "x"}], [{cd, 1}], [{cd, ""}],
         [stderr_to_stdout, nouse_stdio], [{parallelism, x}], [{busy_limits_port, x}], [{busy_limits_port, {0, 1}}],
         [{busy_limits_msgq, {1}}], [{foo, 1}], [{args, x}]]],
    [?S({N, open_name(N)}) || N <-
        [1, {spawn, 1}, {spawn, ""}, {spawn, "a", "b"}, {spawn_driver, "no_such_driver"}, {fd, a, 1}, {fd, 0}, {}, {foo, "x"}, [],
         {spawn, [0]}, {spawn, <<"a", 0, "b">>}, {spawn_executable, "/no/such"}, {spawn_executable, "/etc/passwd"}, "/no/such/dir/file"]],
    ?S(open_port({spawn_executable, "/bin/true"}, [{args, [1]}])),
    ?S(open_port({spawn_executable, "/bin/true"}, [{arg0, 1}])),
    ?S(open_port({fd, 0, 1}, [exit_status])),
    ?R(port_command(P, foo)),
    ?R(port_command(D, "foo")),
    ?R(port_command(foo, "foo")),
    ?R(port_command(P, "foo", [force])),
    ?R(port_command(P, "foo", [other])),
    ?R(port_command(P, "foo", x)),
    ?R(port_command(P, "foo", [nosuspend])),
    ?S(proc:next()),
    ?R(port_control(P, 1, "a")),
    ?R(port_control(P, -1, "a")),
    ?R(port_control(D, 1, "a")),
    ?R(erlang:port_call(P, 1, "a")),
    ?R(port_connect(P, foo)),
    ?R(port_connect(D, self())),
    ?R(port_close(D)),
    ?R(port_close(foo)),
    ?R(erlang:port_info(P, foo)),
    ?R(erlang:port_info(D, links)),
    ?R(erlang:port_info(foo)),
    ?R(erlang:port_info(1)),
    ?R(erlang:port_info(1, links)),
    ?R(erlang:port_set_data(D, 1)),
    ?R(erlang:port_get_data(D)),
    ?R(erlang:port_get_data(1)),
    ?S(P ! foo),
    ?S(proc:next()),
    ?S(P ! {self(), foo}),
    ?S(proc:next()),
    ?S(P ! {self(), {command, foo}}),
    ?S(proc:next()),
    Other = proc:worker(),
    ?S(P ! {Other, {command, "x"}}),
    ?S(proc:next()),
    ?S(P ! {Other, close}),
    ?S(proc:next()),
    ?S(P ! {self(), {connect, foo}}),
    ?S(proc:next()),
    ?S(proc:do(Other, fun() -> P ! bar end)),
    ?S(proc:next()),
    ?S(erlang:port_info(P, connected)),
    ?S(proc:none()).

open(Options) -> tried(fun() -> open_port({spawn, "true"}, Options) end).

open_name(Name) -> tried(fun() -> open_port(Name, []) end).

tried(Open) ->
    try Open() of
        P ->
            unlink(P),
            exit(P, kill),
            %% The program may have ended before.
            receive {'EXIT', P, _} -> P after 0 -> P end
    catch
        error:Reason -> Reason
    end.

%% SPDX-License-Identifier: Apache-2.0
%% hibernate with bad arguments; functions that are not there are found missing when called.
%% logs: undef ends a process
-module(hib_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?R(erlang:hibernate(id(1), f, [])),
    ?R(erlang:hibernate(m, id(1), [])),
    ?R(erlang:hibernate(m, f, id(a))),
    ?R(erlang:hibernate(m, f, [a | id(b)])),
    {P, R} = spawn_monitor(fun() -> erlang:hibernate(no_module, no_function, [1]) end),
    P ! x,
    ?S(proc:down(R)),
    {Q, R2} = spawn_monitor(fun() -> erlang:hibernate(erlang, exit, [by_native]) end),
    Q ! x,
    ?S(proc:down(R2)).

%% SPDX-License-Identifier: Apache-2.0
%% Exit, error and throw from inside natives that call back, and from the process's first function.
%% logs: errors end processes
-module(ext_from_native).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(proc:ends(fun() -> lists:map(fun(X) -> exit({at, X}) end, [1, 2]) end)),
    ?S(proc:ends(fun() -> lists:foldl(fun(X, _) -> throw(X) end, 0, [1]) end)),
    ?S(proc:ends(fun() -> apply(erlang, exit, [applied]) end)),
    ?S(proc:ends(fun() -> apply(fun erlang:error/1, [applied]) end)),
    ?S(proc:ends(fun() -> maps:fold(fun(_, _, _) -> exit(in_fold) end, 0, #{a => 1}) end)),
    ?S(proc:ends(fun erlang:self/0)),
    {_, R} = spawn_monitor(erlang, error, [direct]),
    ?S(proc:down(R)),
    {_, R2} = spawn_monitor(erlang, throw, [direct]),
    ?S(proc:down(R2)),
    {_, R3} = spawn_monitor(lists, reverse, [not_a_list]),
    ?S(proc:down(R3)),
    {_, R4} = spawn_monitor(erlang, '+', [1, a]),
    ?S(proc:down(R4)).

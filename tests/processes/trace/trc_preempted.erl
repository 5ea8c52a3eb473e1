%% SPDX-License-Identifier: Apache-2.0
%% A call is told once, though patterns change from global to local and back while the process that
%% calls is preempted at the entry of the function.
-module(trc_preempted).
-export([main/0, worker/1, step/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Self = self(),
    Tracer = spawn_link(fun() -> gather(-1, 0, []) end),
    Worker = spawn(?MODULE, worker, [0]),
    erlang:trace(Worker, true, [call, {tracer, Tracer}]),
    [switch(N) || N <- lists:seq(1, 1000)],
    exit(Worker, kill),
    erlang:trace_pattern({?MODULE, step, 1}, false, [local]),
    erlang:trace_pattern({?MODULE, step, 1}, false, []),
    Tracer ! {check, Self},
    receive {checked, Bad, Any} -> ?S({Bad, Any}) end.

switch(N) ->
    How = case N rem 2 of 0 -> []; 1 -> [local] end,
    erlang:trace_pattern({?MODULE, step, 1}, true, How),
    erlang:yield().

worker(N) ->
    ?MODULE:step(N),
    worker(N + 1).

step(N) -> N.

gather(Last, Count, Bad) ->
    receive
        {trace, _, call, {?MODULE, step, [N]}} when N > Last -> gather(N, Count + 1, Bad);
        {trace, _, call, {?MODULE, step, [N]}} -> gather(Last, Count + 1, [{N, Last} | Bad]);
        {check, From} -> From ! {checked, lists:sublist(Bad, 3), Count > 0}
    end.

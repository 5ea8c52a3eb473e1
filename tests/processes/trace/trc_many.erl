%% SPDX-License-Identifier: Apache-2.0
%% Tracing goes on and off while many processes send, call and spawn: what is told of one process is
%% in order, and what was not to be told is not.
-module(trc_many).
-export([main/0, worker/2, step/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Self = self(),
    Tracer = spawn_link(fun() -> gather(#{}) end),
    Workers = [spawn_link(?MODULE, worker, [Self, 0]) || _ <- lists:seq(1, 20)],
    [switch(Workers, Tracer, N) || N <- lists:seq(1, 30)],
    [W ! stop || W <- Workers],
    [receive {done, W} -> ok end || W <- Workers],
    erlang:trace_pattern({?MODULE, step, 1}, false, [local]),
    erlang:trace_pattern({?MODULE, step, 1}, false, []),
    Tracer ! {check, Self},
    receive {checked, Bad, Any} -> ?S({Bad, Any}) end,
    ?S([F || W <- Workers, {flags, F} <- [erlang:trace_info(W, flags)], F =/= []]).

switch(Workers, Tracer, N) ->
    How = lists:nth(1 + N rem 3, [[], [local], []]),
    erlang:trace_pattern({?MODULE, step, 1}, N rem 4 =/= 3, How),
    Some = [W || {I, W} <- lists:zip(lists:seq(1, 20), Workers), (I + N) rem 3 =/= 0],
    [erlang:trace(W, true, [call, send, {tracer, Tracer}]) || W <- Some],
    receive after 3 -> ok end,
    [erlang:trace(W, false, [call, send]) || W <- Some].

%% Its steps are numbered; step N is followed by sending N to itself.
worker(Main, N) ->
    receive
        stop -> Main ! {done, self()}
    after 0 ->
        ?MODULE:step(N),
        self() ! {number, N},
        receive {number, N} -> ok end,
        case N rem 50 of 0 -> erlang:yield(); _ -> ok end,
        worker(Main, N + 1)
    end.

step(N) -> put(step, N).

gather(Last) ->
    receive
        {trace, Pid, call, {?MODULE, step, [N]}} -> gather(next(Pid, {N, 0}, Last));
        {trace, Pid, send, {number, N}, Pid} -> gather(next(Pid, {N, 1}, Last));
        {trace, _, send, {done, _}, _} -> gather(Last);
        {check, From} -> From ! {checked, maps:get(bad, Last, []), maps:size(Last) > 0};
        Other -> gather(bad(Other, Last))
    end.

next(Pid, Now, Last) ->
    case Last of
        #{Pid := Before} when Before >= Now -> bad({Before, Now}, Last);
        _ -> Last#{Pid => Now}
    end.

bad(What, Last) -> Last#{bad => [What | maps:get(bad, Last, [])]}.

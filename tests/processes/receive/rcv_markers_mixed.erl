%% SPDX-License-Identifier: Apache-2.0
%% Receive markers with monitors, spawn_monitor, exceptions between, loops and several at once.
-module(rcv_markers_mixed).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [self() ! {noise, N} || N <- lists:seq(1, 200)],
    Echo = spawn(fun echo/0),
    ?S([monitored(Echo, N) || N <- [1, 2, 3]]),
    ?S(lists:usort([spawned(N) || N <- lists:seq(1, 100)])),
    ?S(two(Echo)),
    ?S(interrupted(Echo)),
    ?S(either(Echo)),
    ?S(length(proc:flush())).

monitored(Echo, N) ->
    R = monitor(process, Echo),
    Echo ! {self(), R, N},
    receive
        {R, Reply} -> demonitor(R, [flush]), Reply;
        {'DOWN', R, _, _, Why} -> {down, Why}
    end.

spawned(N) ->
    {_, R} = spawn_monitor(fun() -> exit({n, N rem 2}) end),
    receive {'DOWN', R, _, _, Why} -> Why end.

two(Echo) ->
    R1 = make_ref(),
    Echo ! {self(), R1, one},
    R2 = make_ref(),
    Echo ! {self(), R2, two},
    A = receive {R2, X} -> X end,
    B = receive {R1, Y} -> Y end,
    {A, B}.

interrupted(Echo) ->
    R = make_ref(),
    Echo ! {self(), R, late},
    First = (catch receive {noise, 7} -> throw(noise) end),
    {First, receive {R, X} -> X end}.

either(Echo) ->
    R = make_ref(),
    Echo ! {self(), R, x},
    A = receive {R, X} -> X; {noise, 8} -> noise end,
    B = receive {R, Y} -> Y; {noise, 9} -> noise end,
    {A, B}.

echo() ->
    receive {From, R, N} -> From ! {R, N}, echo() end.

%% SPDX-License-Identifier: Apache-2.0
%%
%% How late a timer of each millisecond wakes its process while others spin:
%%
%%     main([Spinners, Ticks])    prints {latency, P50, P99, Max}, in microseconds
-module(latency).
-export([main/1]).

main([Spinners, Ticks]) ->
    Pids = [spawn(fun() -> spin(0) end) || _ <- lists:seq(1, list_to_integer(Spinners))],
    receive
    after 100 -> ok
    end,
    Count = list_to_integer(Ticks),
    First = erlang:monotonic_time(millisecond) + 2,
    Late = lists:sort(ticks(Count, First, [])),
    [exit(Pid, kill) || Pid <- Pids],
    erlang:display({latency, lists:nth(1 + Count div 2, Late),
        lists:nth(1 + Count * 99 div 100, Late), lists:last(Late)}).

%% A tick that comes after the next one was due is followed by the first that still lies ahead.
ticks(0, _, Late) ->
    Late;
ticks(Left, At, Late) ->
    Timer = erlang:start_timer(At, self(), tick, [{abs, true}]),
    receive
        {timeout, Timer, tick} -> ok
    end,
    Now = erlang:monotonic_time(microsecond),
    ticks(Left - 1, max(At, Now div 1000) + 1, [Now - At * 1000 | Late]).

spin(N) -> spin(N + 1).

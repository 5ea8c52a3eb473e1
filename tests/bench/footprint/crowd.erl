%% SPDX-License-Identifier: Apache-2.0
%%
%% Many processes at the same time:
%%
%%     main(["idle", N])      N processes that wait; prints {idle, MemoryOfOne}
%%     main(["answer", N])    then each answers a message; prints {answer, SpawnNs, AnswerNs, Sum}
-module(crowd).
-export([main/1]).

main(["idle", Count]) ->
    One = idle(list_to_integer(Count), none),
    {memory, Memory} = process_info(One, memory),
    erlang:display({idle, Memory});
main(["answer", Count]) ->
    Start = erlang:monotonic_time(nanosecond),
    Pids = [spawn(fun wait/0) || _ <- lists:seq(1, list_to_integer(Count))],
    Spawned = erlang:monotonic_time(nanosecond),
    [Pid ! {self(), 1} || Pid <- Pids],
    Sum = collect(Pids, 0),
    Answered = erlang:monotonic_time(nanosecond),
    erlang:display({answer, Spawned - Start, Answered - Spawned, Sum}).

%% The pids are not kept: what is measured are the processes.
idle(0, One) -> One;
idle(N, _) -> idle(N - 1, spawn(fun wait/0)).

wait() ->
    receive
        {From, X} ->
            From ! X,
            wait()
    end.

collect([], Sum) -> Sum;
collect([_ | Left], Sum) ->
    receive
        X -> collect(Left, Sum + X)
    end.

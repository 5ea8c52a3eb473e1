%% SPDX-License-Identifier: Apache-2.0
%% erlang:system_profile: who becomes active and inactive.
-module(inf_system_profile).
-export([main/0, loop/0, short/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Profiler = proc:names(spawn_opt(fun profiler/0, [{priority, max}]), profiler),
    settings(Profiler),
    bad(Profiler),
    ?S(erlang:system_profile(Profiler, [runnable_procs])),
    Pid = spawn(?MODULE, loop, []),
    ?S(told(Profiler, Pid)),
    [?S({Message, did(Profiler, Pid, Message)}) || Message <- [a, b, time, yield, hibernate, a]],
    garbage_collect(Pid),
    ?S(told(Profiler, Pid)),
    link(Pid),
    ?S(told(Profiler, Pid)),
    unlink(Pid),
    told(Profiler, Pid),
    ?S(did(Profiler, Pid, stop)),
    ?S(told(Profiler, spawn(?MODULE, short, [1]))),
    ?S(told(Profiler, spawn(fun() -> ok end))),
    ?S(told(Profiler, Profiler)),
    Killed = spawn(?MODULE, loop, []),
    told(Profiler, Killed),
    exit(Killed, kill),
    ?S(told(Profiler, Killed)),
    ?S([told_at(Profiler, Stamp) || Stamp <- [timestamp, monotonic_timestamp, strict_monotonic_timestamp]]),
    ?S(erlang:system_profile(undefined, [])),
    ?S(did(Profiler, spawn(?MODULE, loop, []), a)),
    ?S(crowd(Profiler, 100)),
    ?S(schedulers(Profiler)),
    erlang:system_profile(Profiler, [runnable_procs]),
    ?S(proc:kill(Profiler)),
    ?S(erlang:system_profile()).

settings(Profiler) ->
    ?S(erlang:system_profile()),
    Lists = [[runnable_procs], [runnable_ports], [scheduler], [exclusive, runnable_ports],
             [runnable_procs, runnable_ports, scheduler, exclusive], [timestamp],
             [monotonic_timestamp, runnable_procs, runnable_procs], [strict_monotonic_timestamp]],
    [?S({List, element(2, {erlang:system_profile(Profiler, List), erlang:system_profile()})})
     || List <- Lists],
    ?S(erlang:system_profile(undefined, [])),
    ?S(erlang:system_profile(undefined, bad)),
    ?S(erlang:system_profile(no_pid, [])),
    ?S(erlang:system_profile()).

bad(Profiler) ->
    Dead = spawn(fun() -> ok end),
    proc:gone(Dead),
    ?E(erlang:system_profile(Dead, [runnable_procs])),
    ?E(erlang:system_profile(no_pid, [runnable_procs])),
    ?E(erlang:system_profile(Profiler, bad)),
    ?E(erlang:system_profile(Profiler, [bad])),
    ?E(erlang:system_profile(Profiler, [runnable_procs | bad])),
    ?S(erlang:system_profile()).

loop() ->
    receive
        a -> loop();
        time -> receive after 5 -> loop() end;
        yield -> erlang:yield(), loop();
        hibernate -> erlang:hibernate(?MODULE, loop, []);
        stop -> ok
    end.

short(_) -> ok.

did(Profiler, Pid, Message) ->
    Pid ! Message,
    told(Profiler, Pid).

%% All that has been told of Pid when it has come to rest.
told(Profiler, Pid) -> [{State, Place} || {profile, P, State, Place, _} <- events(Profiler), P =:= Pid].

events(Profiler) ->
    receive after 60 -> ok end,
    Profiler ! {self(), events},
    receive {Profiler, Events} -> Events end.

profiler() ->
    receive
        {From, events} ->
            From ! {self(), flush()},
            profiler()
    end.

flush() ->
    receive
        Event when element(1, Event) =:= profile -> [Event | flush()]
    after 0 -> []
    end.

told_at(Profiler, Stamp) ->
    erlang:system_profile(Profiler, [runnable_procs, Stamp]),
    Pid = spawn(?MODULE, short, [1]),
    [A, B] = [Time || {profile, P, _, _, Time} <- events(Profiler), P =:= Pid],
    {Stamp, shape(A), shape(B), A < B}.

shape(Time) when is_integer(Time) -> integer;
shape(Time) -> tuple_size(Time).

%% Each is told of in turn, first active, inactive at last.
crowd(Profiler, Count) ->
    erlang:system_profile(Profiler, [runnable_procs]),
    Pids = [spawn(?MODULE, loop, []) || _ <- lists:seq(1, Count)],
    [Pid ! Message || Message <- [a, yield, time, a, stop], Pid <- Pids],
    Events = events(Profiler),
    erlang:system_profile(undefined, []),
    lists:usort([in_turn([S || {profile, P, S, _, _} <- Events, P =:= Pid]) || Pid <- Pids]).

in_turn([active, inactive]) -> good;
in_turn([active, inactive | More]) -> in_turn(More);
in_turn(Other) -> Other.

schedulers(Profiler) ->
    events(Profiler),
    erlang:system_profile(Profiler, [scheduler]),
    Events = events(Profiler),
    erlang:system_profile(undefined, []),
    events(Profiler),
    Told = [E || {profile, scheduler, Id, State, Number, _} = E <- Events, is_integer(Id), is_integer(Number),
        State =:= active orelse State =:= inactive],
    {Told =/= [], Told =:= Events}.

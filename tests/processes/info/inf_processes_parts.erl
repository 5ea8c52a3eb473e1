%% SPDX-License-Identifier: Apache-2.0
%% logs: of the use of erts_debug
%% heavy: when every allocation collects, the one amid the function is done before it is suspended
%% processes/0 takes several time slices and tells who existed at one moment.
-module(inf_processes_parts).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    erts_debug:set_internal_state(available_internal_state, true),
    ?S(amid()),
    ?S(ended_amid(20)),
    ?S(chains(20, 30)),
    ?S(others_go_on()).

%% The first part is begun, and few reductions are left for it.
list() ->
    Least = element(2, erts_debug:get_internal_state(processes_bif_info)),
    erts_debug:set_internal_state(reds_left, Least + 10),
    processes().

%% Somebody who is amid the function, suspended.
suspended() ->
    Me = self(),
    erlang:system_flag(multi_scheduling, block_normal),
    P = spawn_link(fun() ->
                           Me ! {amid, self()},
                           Me ! {list, self(), list()},
                           receive stop -> ok end
                   end),
    receive {amid, P} -> ok end,
    erlang:suspend_process(P),
    erlang:system_flag(multi_scheduling, unblock_normal),
    P.

resumed(P) ->
    erlang:resume_process(P),
    receive {list, P, List} -> P ! stop, List end.

%% Processes end and begin meanwhile, more than fit a block of the queue.
amid() ->
    Old = [spawn_monitor(fun idle/0) || _ <- lists:seq(1, 2000)],
    P = suspended(),
    Information = process_info(P, [status, current_function]),
    [exit(Pid, kill) || {Pid, _} <- Old],
    [receive {'DOWN', Ref, process, Pid, killed} -> ok end || {Pid, Ref} <- Old],
    New = [spawn(fun idle/0) || _ <- lists:seq(1, 100)],
    Second = suspended(),
    [exit(Pid, kill) || Pid <- New],
    erlang:garbage_collect(P),
    List = resumed(P),
    SecondList = resumed(Second),
    {Information,
     {old, length([Pid || {Pid, _} <- Old, in(Pid, List)])},
     {new, length([Pid || Pid <- New, in(Pid, List)])},
     {new_in_second, length([Pid || Pid <- New, in(Pid, SecondList)])},
     {old_in_second, length([Pid || {Pid, _} <- Old, in(Pid, SecondList)])},
     {itself, in(P, List), in(self(), List), in(Second, List), in(P, SecondList)},
     length(List) =:= length(lists:usort(List)),
     length(SecondList) =:= length(lists:usort(SecondList))}.

in(Pid, List) ->
    lists:member(Pid, List).

idle() ->
    receive after infinity -> ok end.

%% Those that are amid are killed.
ended_amid(0) ->
    in(self(), processes());
ended_amid(N) ->
    Amid = [suspended() || _ <- lists:seq(1, 5)],
    [begin
         unlink(P),
         Ref = monitor(process, P),
         exit(P, kill),
         receive {'DOWN', Ref, process, P, killed} -> ok end
     end
     || P <- Amid],
    ended_amid(N - 1).

%% Of each chain one process or two exist at any moment: each begins another one, and ends.
chains(Chains, Rounds) ->
    Table = ets:new(chains, [public, {write_concurrency, true}]),
    Stop = counters:new(1, []),
    Ids = lists:seq(1, Chains),
    Refs = [begin
                {P, Ref} = spawn_monitor(fun() -> receive go -> link(Table, Id, Stop, self()) end end),
                ets:insert(Table, {P, Id}),
                P ! go,
                Ref
            end
            || Id <- Ids],
    Me = self(),
    Askers = [spawn_link(fun() -> Me ! {lists, [list() || _ <- lists:seq(1, Rounds)]} end)
              || _ <- [1, 2, 3]],
    Lists = lists:append([receive {lists, L} -> L end || _ <- Askers]),
    counters:add(Stop, 1, 1),
    [receive {'DOWN', Ref, process, _, normal} -> ok end || Ref <- Refs],
    receive after 100 -> ok end,
    lists:usort([{Id, judge(length([Id || P <- L, I <- id_of(Table, P), I =:= Id]))}
                 || L <- Lists, Id <- Ids]) =:= [{Id, right} || Id <- Ids].

judge(N) when N =:= 1; N =:= 2 -> right;
judge(N) -> {wrong, N}.

id_of(Table, P) ->
    [Id || {_, Id} <- ets:lookup(Table, P)].

%% The next one goes on when this one has ended.
link(Table, Id, Stop, Me) ->
    case counters:get(Stop, 1) of
        0 ->
            Next = spawn(fun() ->
                                 Ref = monitor(process, Me),
                                 receive {'DOWN', Ref, process, Me, _} -> ok end,
                                 link(Table, Id, Stop, self())
                         end),
            ets:insert(Table, {Next, Id});
        _ ->
            ok
    end.

%% A list takes more than one time slice.
others_go_on() ->
    Idle = [spawn(fun idle/0) || _ <- lists:seq(1, 20000)],
    {_, Before} = process_info(self(), reductions),
    Length = length(processes()),
    {_, After} = process_info(self(), reductions),
    [exit(P, kill) || P <- Idle],
    {Length > 20000, After - Before > 500}.

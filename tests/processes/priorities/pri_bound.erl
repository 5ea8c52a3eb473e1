%% SPDX-License-Identifier: Apache-2.0
%% Processes bound to a scheduler: they run there and nowhere else, also beside a busy one and while
%% the number of schedulers online changes.
-module(pri_bound).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Last = erlang:system_info(schedulers),
    ?S(process_flag(scheduler, 0)),
    Changes = [{Last, 0}, {1, Last}, {Last, 1}, {0, Last}, {0, 0}],
    ?S([process_flag(scheduler, N) =:= Before || {N, Before} <- Changes]),
    [?R(process_flag(scheduler, id(N))) || N <- [1.0, true]],
    ?S(element(1, catch process_flag(scheduler, id(-1)))),
    ?S(element(1, catch process_flag(scheduler, Last + 1))),
    ?S([moves(N, 200) || N <- [1, Last]]),
    ?S([starts(N) || N <- lists:seq(1, Last)] =:= [[N] || N <- lists:seq(1, Last)]),
    ?S(element(1, catch spawn_opt(fun() -> ok end, [{scheduler, id(x)}]))),
    ?S(all_move(Last)),
    ?S(online(Last)).

%% Where it is after each switch.
moves(N, Times) ->
    lists:usort([begin
        process_flag(scheduler, N),
        erlang:yield(),
        erlang:system_info(scheduler_id) =:= N
    end || _ <- lists:seq(1, Times)]) =:= [true] andalso process_flag(scheduler, 0) =:= N.

%% Schedulers that a process made for one has been on.
starts(N) ->
    Me = self(),
    spawn_opt(fun() -> Me ! {ids, lists:usort(ids(500))} end, [{scheduler, N}]),
    receive {ids, Ids} -> Ids end.

ids(0) -> [];
ids(Count) ->
    receive after Count rem 50 div 49 -> ok end,
    [erlang:system_info(scheduler_id) | ids(Count - 1)].

%% Many that go from one scheduler to the other, and send each other messages.
all_move(Last) ->
    Workers = [spawn_monitor(fun() -> wander(Last, 300) end) || _ <- lists:seq(1, 50)],
    lists:usort([receive {'DOWN', M, process, P, Reason} -> Reason end || {P, M} <- Workers]).

wander(_, 0) -> ok;
wander(Last, Count) ->
    Next = 1 + (Count rem Last),
    process_flag(scheduler, Next),
    self() ! Count,
    receive Count -> ok end,
    Next = erlang:system_info(scheduler_id),
    wander(Last, Count - 1).

%% One whose scheduler rests waits for it to be back; one that has it rest itself goes on.
online(Last) ->
    Me = self(),
    Bound = spawn_opt(fun() -> receive go -> Me ! gone end end, [{scheduler, Last}]),
    erlang:system_flag(schedulers_online, 1),
    Bound ! go,
    Early = receive gone -> true after 100 -> false end,
    erlang:system_flag(schedulers_online, Last),
    Came = Early orelse receive gone -> true after 10000 -> false end,
    {Early =:= (Last =:= 1), Came}.

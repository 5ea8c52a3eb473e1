%% SPDX-License-Identifier: Apache-2.0
%% statistics that count: reductions, collections, switches of all schedulers; microstate accounting.
-module(inf_counters).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Pids = [proc:worker() || _ <- lists:seq(1, 4)],
    {R1, _} = erlang:statistics(exact_reductions),
    {N1, W1, 0} = erlang:statistics(garbage_collection),
    {C1, 0} = erlang:statistics(context_switches),
    [proc:do(P, fun() -> proc:spin(200000) end) || P <- Pids],
    [proc:do(P, fun() -> [lists:seq(1, 1000) || _ <- lists:seq(1, 100)], erlang:garbage_collect() end)
     || P <- Pids],
    {R2, _} = erlang:statistics(exact_reductions),
    {N2, W2, 0} = erlang:statistics(garbage_collection),
    {C2, 0} = erlang:statistics(context_switches),
    ?S(R2 - R1 >= 800000),
    ?S(R2 - R1 < 4000000),
    ?S(N2 - N1 >= 4),
    ?S(W2 - W1 >= 4 * 100000),
    ?S(C2 - C1 >= 8),
    ?S(begin {A, _} = erlang:statistics(reductions), {B, D} = erlang:statistics(reductions),
             {B >= A, D =< B, D >= 0} end),
    ?S(begin {input, I} = element(1, erlang:statistics(io)),
             {output, O} = element(2, erlang:statistics(io)), {I >= 0, O >= 0} end),
    ?S(tuple_size(erlang:statistics(run_queues)) > erlang:system_info(schedulers)),
    ?S(length(erlang:statistics(active_tasks_all)) - length(erlang:statistics(active_tasks))),
    ?S(length(erlang:statistics(run_queue_lengths_all)) -
       length(erlang:statistics(run_queue_lengths))),
    ?S(erlang:statistics(total_active_tasks) >= 1),
    ?S(hd([S || #{type := scheduler, id := 1} = S <- erlang:statistics(microstate_accounting)])),
    ?S(erlang:system_flag(microstate_accounting, true)),
    ?S(erlang:system_flag(microstate_accounting, true)),
    proc:spin(1000000),
    timer_sleep(20),
    ?S(erlang:system_flag(microstate_accounting, false)),
    Sum = fun(K) -> lists:sum([maps:get(K, C) || #{type := scheduler, counters := C} <-
                                                     erlang:statistics(microstate_accounting)]) end,
    ?S(Sum(emulator) > 0),
    ?S(Sum(sleep) > 0),
    T = Sum(emulator),
    proc:spin(1000000),
    ?S(Sum(emulator) =:= T),
    ?S(erlang:system_flag(microstate_accounting, reset)),
    ?S(Sum(emulator)),
    ?R(erlang:system_flag(microstate_accounting, id(maybe))),
    ?S(wall_time()),
    ?S([proc:stop(P) || P <- Pids]).

timer_sleep(Ms) -> receive after Ms -> ok end.

%% Each process that asks for wall times has to take that back, or to end.
wall_time() ->
    undefined = erlang:statistics(scheduler_wall_time),
    P = proc:worker(),
    false = proc:do(P, fun() -> erlang:system_flag(scheduler_wall_time, true) end),
    true = erlang:system_flag(scheduler_wall_time, true),
    L1 = lists:sort(erlang:statistics(scheduler_wall_time)),
    timer_sleep(10),
    L2 = lists:sort(erlang:statistics(scheduler_wall_time_all)),
    Good = [A2 >= A1 andalso T2 - T1 >= 9000000 andalso A2 =< T2 ||
               {{I, A1, T1}, {I, A2, T2}} <- lists:zip(L1, lists:sublist(L2, length(L1))),
               I =< erlang:system_info(schedulers)],
    true = erlang:system_flag(scheduler_wall_time, false),
    true = is_list(erlang:statistics(scheduler_wall_time)),
    proc:stop(P),
    proc:until(fun() -> erlang:statistics(scheduler_wall_time) =:= undefined end),
    {lists:usort(Good), erlang:system_flag(scheduler_wall_time, false)}.

%% SPDX-License-Identifier: Apache-2.0
%% statistics: the form of each answer.
-module(inf_statistics).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(form(erlang:statistics(context_switches))),
    ?S(form(erlang:statistics(exact_reductions))),
    ?S(form(erlang:statistics(reductions))),
    ?S(form(erlang:statistics(garbage_collection))),
    ?S(form(erlang:statistics(run_queue))),
    ?S(form(erlang:statistics(runtime))),
    ?S(form(erlang:statistics(wall_clock))),
    ?S(form(erlang:statistics(total_run_queue_lengths))),
    ?S(form(erlang:statistics(total_run_queue_lengths_all))),
    ?S(form(erlang:statistics(total_active_tasks))),
    ?S(length(erlang:statistics(run_queue_lengths)) > erlang:system_info(schedulers)),
    ?S(length(erlang:statistics(active_tasks)) > erlang:system_info(schedulers)),
    ?S(erlang:statistics(scheduler_wall_time)),
    ?S(erlang:system_flag(scheduler_wall_time, true)),
    ?S(length(erlang:statistics(scheduler_wall_time)) >= erlang:system_info(schedulers)),
    ?S(erlang:system_flag(scheduler_wall_time, false)),
    {T, _} = erlang:statistics(wall_clock),
    {R, _} = erlang:statistics(exact_reductions),
    proc:spin(100000),
    ?S(element(1, erlang:statistics(wall_clock)) >= T),
    ?S(element(1, erlang:statistics(exact_reductions)) - R >= 100000).

form(N) when is_integer(N), N >= 0 -> n;
form(T) when is_tuple(T) -> [form(E) || E <- tuple_to_list(T)];
form(Other) -> Other.

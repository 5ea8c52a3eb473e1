%% SPDX-License-Identifier: Apache-2.0
%% system_info and statistics of processes: kinds of values, limits, errors.
-module(inf_system).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S([is_integer(erlang:system_info(I)) || I <- [process_count, process_limit, schedulers,
        schedulers_online, logical_processors, atom_count, atom_limit, wordsize]]),
    ?S(erlang:system_info(schedulers_online) =< erlang:system_info(schedulers)),
    ?S(erlang:system_info(scheduler_id) =< erlang:system_info(schedulers)),
    ?S(erlang:system_info(process_limit)),
    ?S(erlang:system_info(multi_scheduling)),
    ?S(erlang:system_info(smp_support)),
    ?S(erlang:system_info(threads)),
    ?S(erlang:system_info(fullsweep_after)),
    ?S(erlang:system_info(min_heap_size)),
    ?S(erlang:system_info(min_bin_vheap_size)),
    ?S(erlang:system_info(max_heap_size)),
    ?S(erlang:system_info(message_queue_data)),
    ?S(erlang:system_info(heap_sizes) =:= lists:usort(erlang:system_info(heap_sizes))),
    ?S(erlang:system_info(time_correction)),
    ?S(lists:sort([K || {K, _} <- erlang:memory()])),
    ?S(erlang:memory(processes) > 0),
    ?S([K || {K, _} <- erlang:memory([total, atom])]),
    ?S(tuple_size(erlang:statistics(context_switches))),
    ?S(is_integer(erlang:statistics(run_queue))),
    ?S(tuple_size(erlang:statistics(runtime))),
    ?S(tuple_size(erlang:statistics(garbage_collection))),
    ?R(erlang:system_info(id(no_such))),
    ?R(erlang:statistics(id(no_such))),
    ?R(erlang:memory(id(no_such))).

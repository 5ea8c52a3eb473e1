%% SPDX-License-Identifier: Apache-2.0
%% system_info: values that are the same everywhere, and the form of others; memory.
-module(inf_system_items).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [?S({I, erlang:system_info(I)}) || I <- [heap_sizes, multi_scheduling_blockers, break_ignored,
        normal_multi_scheduling_blockers, time_offset, time_warp_mode, tolerant_timeofday,
        update_cpu_info, modified_timing_level, dynamic_trace_probes, taints, dist_ctrl, dist,
        outstanding_system_requests_limit, trace_control_word, sequential_tracer, eager_check_io,
        scheduler_bind_type, creation, garbage_collection, port_limit, dist_buf_busy_limit]],
    ?S(tuple_size(erlang:system_info(scheduler_bindings)) =:= erlang:system_info(schedulers)),
    ?S(lists:usort(tuple_to_list(erlang:system_info(scheduler_bindings)))),
    ?S([element(1, F) || F <- erlang:system_info(os_monotonic_time_source)]),
    ?S([element(1, F) || F <- erlang:system_info(os_system_time_source)]),
    ?S(proplists:get_value(clock_id, erlang:system_info(os_monotonic_time_source))),
    ?S(tuple_size(erlang:system_info(c_compiler_used))),
    ?S(lists:sort(erlang:system_info(alloc_util_allocators))),
    ?S(tuple_size(erlang:system_info(allocator))),
    [?R(erlang:system_info(id(I))) || I <- [{cpu_topology, x}, {wordsize, x}, {a, b, c}, {}, {allocator}, "x", 1, process_limits]],
    ?S(grows(processes, fun() -> put(list, lists:seq(1, 200000)) end, 3000000)),
    ?S(grows(total, fun() -> put(list, lists:seq(1, 400000)) end, 3000000)),
    ?S(grows(binary, fun() -> put(bin, binary:copy(<<1>>, 5000000)) end, 5000000)),
    ?S(sums(erlang:memory())),
    ?S([K || {K, V} <- erlang:memory([code, ets, atom, atom_used]), V >= 0]),
    ?S(erlang:memory(code) > 100000),
    ?S(erlang:memory(atom) > 10000),
    ?R(erlang:memory(id([total, nothing]))),
    ?R(erlang:memory(id(1))),
    ?S(proc:none()).

grows(What, Do, Bytes) ->
    Before = erlang:memory(What),
    Do(),
    erlang:memory(What) - Before >= Bytes.

sums(M) ->
    V = fun(K) -> proplists:get_value(K, M) end,
    {V(total) =:= V(processes) + V(system), V(processes) >= V(processes_used),
     V(atom) >= V(atom_used), V(system) >= V(code) + V(binary) + V(atom)}.

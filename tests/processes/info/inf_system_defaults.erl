%% SPDX-License-Identifier: Apache-2.0
%% heavy: large terms
%% system_flag: values, limits and errors of all flags; the processes that they apply to.
-module(inf_system_defaults).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [?S({Flag, Value, erlang:system_flag(Flag, Value)}) || {Flag, Value} <- [
        {backtrace_depth, 0}, {backtrace_depth, 5000}, {backtrace_depth, 8}, {backtrace_depth, 8},
        {fullsweep_after, 10}, {fullsweep_after, 100000}, {fullsweep_after, 65535},
        {min_heap_size, 0}, {min_heap_size, 1}, {min_heap_size, 13}, {min_heap_size, 234},
        {min_heap_size, 1000000}, {min_heap_size, 233}, {min_heap_size, 233},
        {min_bin_vheap_size, 100000}, {min_bin_vheap_size, 0}, {min_bin_vheap_size, 46422},
        {max_heap_size, 10000000}, {max_heap_size, #{size => 20000000, kill => false}},
        {max_heap_size, 0}, {max_heap_size, #{size => 0, kill => true}}, {max_heap_size, 0},
        {outstanding_system_requests_limit, 100}, {outstanding_system_requests_limit, 4},
        {trace_control_word, 5}, {trace_control_word, 16#ffffffff}, {trace_control_word, 0},
        {time_offset, finalize}, {reset_seq_trace, true}]],
    [?R(erlang:system_flag(id(Flag), id(Value))) || {Flag, Value} <- [
        {backtrace_depth, -1}, {backtrace_depth, 1 bsl 70}, {fullsweep_after, a},
        {fullsweep_after, 1 bsl 70}, {min_heap_size, -1}, {min_bin_vheap_size, a},
        {max_heap_size, -1}, {max_heap_size, 1}, {max_heap_size, a}, {max_heap_size, #{}},
        {max_heap_size, #{size => 5000000, kill => x}}, {outstanding_system_requests_limit, 0},
        {outstanding_system_requests_limit, 134217728}, {trace_control_word, -1},
        {trace_control_word, 1 bsl 32}, {time_offset, x}, {{a, b}, c}, {1, 2}, {wordsize, 1},
        {system_logger, a}, {sequential_tracer, x},
        {scheduler_wall_time, x}]],
    L = erlang:system_flag(system_logger, undefined),
    ?S(erlang:system_flag(system_logger, self())),
    ?S(erlang:system_info(system_logger)),
    ?S(erlang:system_flag(system_logger, L)),
    erlang:system_flag(min_heap_size, 5000),
    erlang:system_flag(min_bin_vheap_size, 100000),
    erlang:system_flag(fullsweep_after, 7),
    erlang:system_flag(max_heap_size, #{size => 3000000, error_logger => false}),
    ?S(erlang:system_info(garbage_collection)),
    ?S([erlang:system_info(I) || I <- [min_heap_size, min_bin_vheap_size, fullsweep_after,
                                       max_heap_size]]),
    ?S(settings(spawn(fun proc:idle/0))),
    ?S(settings(spawn_opt(fun proc:idle/0, [{min_heap_size, 300}]))),
    ?S(settings(spawn_opt(fun proc:idle/0, [{max_heap_size, 4000000}, {fullsweep_after, 3}]))),
    ?S(process_flag(max_heap_size, #{size => 50000000, kill => false})),
    ?S(process_flag(max_heap_size, #{size => 60000000})),
    ?S(process_flag(max_heap_size, 0)),
    ?S(process_flag(max_heap_size, 0)),
    ?S(proc:ends(fun() -> length(lists:seq(1, 4000000)) end)),
    erlang:system_flag(max_heap_size, #{size => 0, error_logger => true}),
    ?S(proc:ends(fun() -> exit(length(lists:seq(1, 4000000))) end)).

settings(Pid) ->
    {garbage_collection, All} = process_info(Pid, garbage_collection),
    proc:kill(Pid),
    [{K, V} || {K, V} <- All, lists:member(K, [min_heap_size, min_bin_vheap_size, fullsweep_after,
                                               max_heap_size])].

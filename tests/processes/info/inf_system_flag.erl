%% SPDX-License-Identifier: Apache-2.0
%% system_flag: defaults for new processes.
-module(inf_system_flag).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(erlang:system_flag(fullsweep_after, 100)),
    ?S(erlang:system_flag(fullsweep_after, 65535)),
    ?S(erlang:system_flag(min_heap_size, 1000)),
    P = spawn(fun proc:idle/0),
    {_, Gc} = process_info(P, garbage_collection),
    ?S(proplists:get_value(min_heap_size, Gc) >= 1000),
    ?S(erlang:system_flag(min_heap_size, 233) >= 1000),
    ?S(erlang:system_flag(max_heap_size, 10000000)),
    Q = spawn(fun proc:idle/0),
    {_, Gc2} = process_info(Q, garbage_collection),
    ?S(maps:get(size, proplists:get_value(max_heap_size, Gc2))),
    ?S(erlang:system_flag(max_heap_size, 0)),
    ?S(erlang:system_flag(backtrace_depth, 4)),
    ?S(erlang:system_flag(backtrace_depth, 8)),
    ?R(erlang:system_flag(id(no_such), 1)),
    ?R(erlang:system_flag(fullsweep_after, id(-1))),
    ?R(erlang:system_flag(min_heap_size, id(a))),
    ?R(erlang:system_flag(schedulers_online, id(0))).

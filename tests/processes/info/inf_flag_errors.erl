%% SPDX-License-Identifier: Apache-2.0
%% process_flag/2,3: bad flags and values.
-module(inf_flag_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [begin
        ?R(process_flag(id(F), id(V)))
     end || {F, V} <- [{no_such_flag, 1}, {1, 2}, {trap_exit, 1}, {priority, lower}, {priority, 1},
        {min_heap_size, -1}, {min_heap_size, a}, {min_bin_vheap_size, -1}, {fullsweep_after, -1},
        {fullsweep_after, a}, {message_queue_data, x}, {error_handler, 1}, {sensitive, 1},
        {save_calls, -1}, {save_calls, 10001}, {save_calls, a}, {max_heap_size, -1},
        {max_heap_size, a}, {max_heap_size, 5}, {max_heap_size, #{size => 5}},
        {max_heap_size, #{size => 100000, kill => x}}, {monitor_nodes, x}]],
    P = proc:worker(),
    ?R(process_flag(P, trap_exit, true)),
    ?R(process_flag(P, save_calls, id(-1))),
    ?R(process_flag(id(a), save_calls, 1)),
    proc:kill(P),
    ?R(process_flag(P, save_calls, 1)).

%% SPDX-License-Identifier: Apache-2.0
%% process_flag/2 on oneself: each flag's former value, and what process_info says then.
-module(inf_flags).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Flags = [{trap_exit, true}, {priority, high}, {priority, low}, {priority, normal},
        {min_heap_size, 1000}, {min_bin_vheap_size, 50000}, {fullsweep_after, 10},
        {message_queue_data, off_heap}, {error_handler, my_handler}, {sensitive, true},
        {sensitive, false}, {trap_exit, false}],
    [proc:show(F, proc:do(P, fun() ->
        Old = process_flag(K, V),
        Now = process_flag(K, V),
        {old(K, Old), old(K, Now)}
    end)) || {K, V} = F <- Flags],
    ?S(process_info(P, [priority, message_queue_data, error_handler, trap_exit])),
    ?S(proc:do(P, fun() -> process_flag(error_handler, error_handler) end)),
    ?S(proc:stop(P)).

old(K, N) when K =:= min_heap_size; K =:= min_bin_vheap_size -> is_integer(N);
old(_, V) -> V.

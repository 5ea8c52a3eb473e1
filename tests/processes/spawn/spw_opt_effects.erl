%% SPDX-License-Identifier: Apache-2.0
%% spawn_opt: what the options do to the new process.
-module(spw_opt_effects).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(info([{priority, high}], priority)),
    ?S(info([{priority, low}], priority)),
    ?S(info([], priority)),
    ?S(info([{message_queue_data, off_heap}], message_queue_data)),
    ?S(info([], message_queue_data)),
    ?S(info([{fullsweep_after, 17}], fullsweep_after)),
    ?S(info([link], links)),
    ?S(info([], links)),
    ?S(info([monitor], monitored_by)),
    ?S(info([{max_heap_size, 50000}], max_heap_size)),
    ?S(info([{max_heap_size, #{size => 60000, kill => false, error_logger => false}}],
        max_heap_size)),
    {min_heap_size, Min} = info([{min_heap_size, 5000}], min_heap_size),
    ?S(Min >= 5000),
    {min_bin_vheap_size, Virtual} = info([{min_bin_vheap_size, 50000}], min_bin_vheap_size),
    ?S(Virtual >= 50000),
    ?S(proc:flush()).

info(Options, Item) ->
    {Pid, Ref} = spawn_opt(fun proc:idle/0, [monitor | Options]),
    {garbage_collection, _} = process_info(Pid, garbage_collection),
    Result = item(Pid, Item),
    unlink(Pid),
    exit(Pid, kill),
    killed = proc:down(Ref),
    Result.

item(Pid, Item) when Item =:= fullsweep_after; Item =:= min_heap_size;
        Item =:= min_bin_vheap_size; Item =:= max_heap_size ->
    {_, All} = process_info(Pid, garbage_collection_info(Item)),
    lists:keyfind(Item, 1, All);
item(Pid, Item) ->
    process_info(Pid, Item).

garbage_collection_info(_) -> garbage_collection.

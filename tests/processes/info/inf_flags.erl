%% SPDX-License-Identifier: Apache-2.0
%% flags: +hms 5000 +hmbs 100000 +hmax 9000000 +hmaxk false +hmaxel false +hmqd off_heap +SDcpu 1:1 +SDio 3 +W i +pc unicode +t 200000 +T 4 +spp true
%% What the flags of the command line set.
-module(inf_flags).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Items = [min_heap_size, min_bin_vheap_size, max_heap_size, message_queue_data,
             dirty_cpu_schedulers, dirty_cpu_schedulers_online, dirty_io_schedulers, atom_limit,
             modified_timing_level, port_parallelism],
    [proc:show(Item, erlang:system_info(Item)) || Item <- Items],
    proc:show(warning_map, error_logger:warning_map()),
    proc:show(printable_range, io:printable_range()),
    Pid = proc:worker(),
    ?S(process_info(Pid, message_queue_data)),
    {garbage_collection, Collection} = process_info(Pid, garbage_collection),
    proc:show(collection, lists:sort(proplists:delete(minor_gcs, Collection))),
    ?S(process_info(spawn_opt(fun proc:next/0, [{message_queue_data, on_heap}]), message_queue_data)),
    proc:stop(Pid).

%% SPDX-License-Identifier: Apache-2.0
%% What a child inherits: group leader, max_heap_size's defaults not, priority not, flags not.
-module(spw_opt_inherit).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    process_flag(priority, high),
    process_flag(trap_exit, true),
    process_flag(message_queue_data, off_heap),
    process_flag(max_heap_size, 10000000),
    put(key, value),
    Leader = spawn(fun proc:idle/0),
    Old = group_leader(),
    group_leader(Leader, self()),
    Child = spawn(fun() ->
        Me ! {child, [process_info(self(), I) || I <- [priority, trap_exit, message_queue_data,
            dictionary]]},
        Me ! {leader, group_leader()},
        Me ! {limit, process_info(self(), garbage_collection)}
    end),
    group_leader(Old, self()),
    ?S(is_pid(Child)),
    ?S(receive {child, Items} -> Items end),
    ?S(receive {leader, L} -> L =:= Leader end),
    ?S(receive {limit, {_, Gc}} -> maps:get(size, proplists:get_value(max_heap_size, Gc)) end),
    ?S(proc:kill(Leader)).

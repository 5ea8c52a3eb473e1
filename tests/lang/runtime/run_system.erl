%% SPDX-License-Identifier: Apache-2.0
%% Static facts of the system; kinds of the changing ones; errors.
-module(run_system).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([erlang:system_info(K) || K <- [otp_release, version, wordsize, {wordsize, internal}, {wordsize, external}, machine, smp_support, threads, os_type,
                                       endian, debug_compiled, dynamic_trace,
        lock_checking, heap_type]]),
    ?T([{K, is_integer(erlang:system_info(K))} || K <- [schedulers, schedulers_online, process_count, process_limit, port_limit, port_count, atom_count, atom_limit,
                                                       logical_processors, ets_count, ets_limit, thread_pool_size, creation, dirty_cpu_schedulers, dirty_io_schedulers, dist_buf_busy_limit]]),
    ?T([{K, is_list(erlang:system_info(K))} || K <- [system_version, system_architecture, driver_version, nif_version]]),
    ?T(erlang:system_info(process_limit) >= 1024),
    ?T(erlang:system_info(fullsweep_after)),
    ?T(erlang:system_info(min_heap_size)),
    ?T(erlang:system_info(id(no_such_item))),
    ?T(erlang:system_info(id({wordsize, x}))),
    ?T([is_integer(erlang:monotonic_time(U)) || U <- [second, millisecond, microsecond, nanosecond, native, 1000]]),
    ?T(erlang:monotonic_time(id(bad))),
    ?T([erlang:convert_time_unit(T, A, B) || {T, A, B} <- [{1, second, millisecond}, {1999, millisecond, second}, {-1, millisecond, second}, {5, 2, 10}, {1 bsl 70, nanosecond, second}]]),
    ?T(erlang:convert_time_unit(1, second, id(bad))),
    ?T(erlang:convert_time_unit(id(a), second, second)),
    ?T([tuple_size(X) || X <- [erlang:timestamp(), date(), time(), erlang:localtime(), erlang:universaltime()]]),
    ?T([erlang:unique_integer() =/= erlang:unique_integer(), erlang:unique_integer([positive]) > 0, erlang:unique_integer([monotonic]) < erlang:unique_integer([monotonic])]),
    ?T([K || {K, V} <- erlang:memory(), is_integer(V)]),
    ?T(erlang:memory(total) > 0),
    ?T(erlang:memory(id(bad))),
    ?T([node(), nodes(), is_alive(), node(self()), node(make_ref())]),
    ?T(node(id(a))),
    ?T([is_pid(self()), is_process_alive(self()), is_pid(group_leader()), whereis(no_such_name)]),
    ?T([register(me, self()), whereis(me) =:= self(), me ! hello, receive X -> X end, unregister(me), whereis(me)]),
    ?E(register(id(undefined), self())),
    ?T([process_info(self(), K) || K <- [trap_exit, message_queue_len, messages, priority, registered_name, dictionary, monitors, status]]),
    ?T([process_flag(trap_exit, true), process_flag(trap_exit, false), process_flag(priority, high), process_flag(priority, normal), process_flag(min_heap_size, 1000) >= 0]),
    ?T(erlang:garbage_collect()),
    ?T(erlang:garbage_collect(self())),
    ?T(erlang:bump_reductions(100)),
    ?T(erlang:yield()),
    ?T(tuple_size(erlang:statistics(reductions))),
    ?T(erlang:statistics(id(bad))).

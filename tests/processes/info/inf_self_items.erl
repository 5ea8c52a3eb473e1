%% SPDX-License-Identifier: Apache-2.0
%% process_info/2 of oneself, item by item: the form of each answer.
-module(inf_self_items).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Items = [backtrace, binary, catchlevel, current_function, current_location,
        current_stacktrace, dictionary, error_handler, garbage_collection, garbage_collection_info,
        group_leader, heap_size, initial_call, links, last_calls, memory, message_queue_data,
        message_queue_len, messages, min_heap_size, min_bin_vheap_size, monitored_by, monitors,
        parent, priority, reductions, registered_name, sequential_trace_token, stack_size, status,
        suspending, total_heap_size, trace, trap_exit, magic_ref, max_heap_size, fullsweep_after,
        no_such_item],
    P = proc:worker(),
    [proc:show(I, proc:do(P, fun() -> form(catch process_info(self(), I)) end)) || I <- Items],
    [proc:show({other, I}, form(catch process_info(P, I))) || I <- Items],
    ?S(proc:stop(P)).

form({'EXIT', {Reason, _}}) -> {error, Reason};
form({binary, L}) when is_list(L) -> {binary, binaries};
form({Item, Value}) -> {Item, kind(Value)};
form(Other) -> Other.

kind(N) when is_integer(N) -> integer;
kind(B) when is_binary(B) -> binary;
kind(P) when is_pid(P) -> pid;
kind([{K, _} | _]) when is_atom(K) -> options;
kind([_ | _]) -> list;
kind(M) when is_map(M) -> lists:sort(maps:keys(M));
kind(T) when is_tuple(T) -> {tuple, tuple_size(T)};
kind(Other) -> Other.

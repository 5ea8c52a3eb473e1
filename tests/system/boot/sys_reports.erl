%% SPDX-License-Identifier: Apache-2.0
%% What erlang:system_info/1 tells as text: modules, memory, processes.
-module(sys_reports).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ["Current code: " ++ Current, "Old code: " ++ Old | Modules] = lines(loaded),
    ?S([is_size(Current), is_size(Old), [L || L <- Modules, not is_module(L)]]),
    ?S([is_size(size_of(M, Modules)) || M <- ["lists", "kernel", "erlang", ?MODULE_STRING]]),
    ?S(list_to_integer(size_of("lists", Modules)) > list_to_integer(size_of("counters", Modules))),
    Info = lines(info),
    ?S([lists:member(L, Info) || L <- ["=memory", "=index_table:atom_tab", "=index_table:module_code",
                                       "=index_table:export_list"]]),
    ?S([K || K <- ["total", "processes", "system", "atom", "binary", "code", "ets", "limit", "entries"],
             not lists:any(fun(L) -> lists:prefix(K ++ ": ", L) end, Info)]),
    register(sys_reports, self()),
    P = spawn_link(fun() -> receive stop -> ok end end),
    P ! one,
    proc:until(fun() -> process_info(P, message_queue_len) =:= {message_queue_len, 1} end),
    Procs = lines(procs),
    ?S([lists:member("=proc:" ++ pid_to_list(X), Procs) || X <- [self(), P, whereis(init)]]),
    ?S(fact(P, "State: ", Procs)),
    ?S(fact(P, "Message queue length: ", Procs)),
    ?S(fact(P, "Link list: ", Procs) =:= "[" ++ pid_to_list(self()) ++ "]"),
    ?S(fact(P, "Spawned as: ", Procs)),
    ?S(fact(P, "Spawned by: ", Procs) =:= pid_to_list(self())),
    ?S([fact(self(), F, Procs) || F <- ["Name: ", "State: "]]),
    ?S([F || F <- ["Number of heap fragments: ", "Heap fragment data: ", "Reductions: ", "Stack+heap: ", "OldHeap: ",
                   "Heap unused: ", "OldHeap unused: ", "Memory: "], not is_size(fact(P, F, Procs))]),
    P ! stop,
    ?S(lists:all(fun is_set/1, erlang:system_info(check_io))),
    ?S(erlang:system_info(constant_pool_support)).

lines(Item) -> string:split(string:trim(binary_to_list(erlang:system_info(Item))), "\n", all).

is_size(Text) -> Text =/= "" andalso lists:all(fun(C) -> C >= $0 andalso C =< $9 end, Text).

is_module(Line) ->
    [_ | Rest] = lists:reverse(string:lexemes(Line, " ")),
    Rest =/= [].

size_of(Module, Lines) ->
    case [S || L <- Lines, [M, S | _] <- [string:lexemes(L, " ")], M =:= Module] of
        [Size] -> Size;
        Other -> Other
    end.

fact(Pid, Key, ["=proc:" ++ Name | Lines]) ->
    case pid_to_list(Pid) of
        Name -> hd([lists:nthtail(length(Key), L) || L <- Lines, lists:prefix(Key, L)]);
        _ -> fact(Pid, Key, Lines)
    end;
fact(Pid, Key, [_ | Lines]) -> fact(Pid, Key, Lines).

is_set(Facts) ->
    lists:all(fun(Key) -> lists:keymember(Key, 1, Facts) end,
              [name, primary, kernel_poll, memory_size, total_poll_set_size, lazy_updates, pending_updates,
               batch_updates, concurrent_updates, fallback, max_fds, active_fds, poll_threads]).

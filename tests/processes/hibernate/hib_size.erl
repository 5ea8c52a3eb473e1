%% SPDX-License-Identifier: Apache-2.0
%% The heap of a process that hibernates has no room left; it grows again when the process goes on.
-module(hib_size).
-export([main/0, loop/2, woken/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Pid = spawn_link(fun() -> loop(0, self()) end),
    ?T([round(Pid, N) || N <- lists:seq(1, 20)]),
    ?T([woken_at(Least) || Least <- [233, 5000, 200000]]),
    ok.

%% Is the heap as small as can be while it hibernates; has it its least size at once afterwards?
woken_at(Least) ->
    Pid = spawn_opt(fun() -> erlang:hibernate(?MODULE, woken, [[]]) end,
                    [link, {min_heap_size, Least}]),
    wait(Pid),
    {heap_size, Heap} = process_info(Pid, heap_size),
    Pid ! {tell, self()},
    receive {Pid, {heap_size, Size}} -> {Heap =< 20, Size >= Least} end.

woken(_) ->
    receive {tell, From} -> From ! {self(), process_info(self(), heap_size)} end.

round(Pid, N) ->
    Pid ! {work, self(), N},
    receive {Pid, Sum} -> ok end,
    wait(Pid),
    {heap_size, Heap} = process_info(Pid, heap_size),
    {Sum, Heap =< 16}.

wait(Pid) ->
    case process_info(Pid, current_function) of
        {current_function, {erlang, hibernate, 3}} -> ok;
        _ -> receive after 1 -> wait(Pid) end
    end.

loop(Before, _) ->
    receive
        {work, From, N} ->
            Sum = lists:sum([X * X || X <- lists:seq(1, N * 100)]),
            From ! {self(), Sum + Before},
            erlang:hibernate(?MODULE, loop, [Sum, self()])
    end.

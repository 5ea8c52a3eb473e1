%% SPDX-License-Identifier: Apache-2.0
%% Messages from many to a process with the queue off the heap, which switches meanwhile.
-module(mbx_off_heap_senders).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn_opt(fun() -> collect(Me, 2000, 0) end, [{message_queue_data, off_heap}]),
    [spawn(fun() -> [P ! {S, N, lists:seq(1, N rem 20)} || N <- lists:seq(1, 200)] end)
        || S <- lists:seq(1, 10)],
    ?S(proc:next()),
    ?S(proc:gone(P)).

collect(To, 0, Sum) ->
    To ! {sum, Sum, process_info(self(), message_queue_len)};
collect(To, Left, Sum) ->
    Left rem 100 =:= 0 andalso process_flag(message_queue_data,
        lists:nth(1 + (Left div 100) rem 2, [on_heap, off_heap])),
    receive {S, N, L} -> collect(To, Left - 1, Sum + S * N + length(L)) end.

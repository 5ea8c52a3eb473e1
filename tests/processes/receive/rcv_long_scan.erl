%% SPDX-License-Identifier: Apache-2.0
%% heavy: a long queue
%% A receive that passes over very many messages finds its own, in order, and lets others run.
-module(rcv_long_scan).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-define(MESSAGES, 1000000).
-define(BUSY_MACHINE_US, 600000).

main() ->
    Me = self(),
    Pid = spawn(fun() -> receive start -> Me ! {found, scan()} end end),
    [Pid ! {message, I} || I <- lists:seq(1, ?MESSAGES)],
    [Pid ! {wanted, I} || I <- [3, 1, 2]],
    Ticker = spawn(fun() -> tick(erlang:monotonic_time(microsecond), 0) end),
    {reductions, Before} = process_info(Pid, reductions),
    Pid ! start,
    ?S(receive {found, What} -> What end),
    Ticker ! {stop, self()},
    ?S(receive {gap, Longest} -> Longest < ?BUSY_MACHINE_US end),
    {reductions, After} = process_info(Pid, reductions),
    ?S(After - Before > ?MESSAGES),
    ?S(process_info(Pid, message_queue_len)),
    ?S(proc:kill(Pid)).

scan() ->
    Wanted = [receive {wanted, I} -> I end || _ <- [1, 2, 3]],
    Late = receive late -> late after 0 -> none end,
    self() ! last,
    Last = receive last -> last end,
    Me = self(),
    spawn(fun() -> Me ! {self(), reply} end),
    {Wanted, Late, Last, receive {_, reply} -> reply end, receive {message, 500000} -> middle end}.

tick(Last, Longest) ->
    receive
        {stop, To} -> To ! {gap, Longest}
    after 1 ->
        Now = erlang:monotonic_time(microsecond),
        tick(Now, max(Longest, Now - Last))
    end.

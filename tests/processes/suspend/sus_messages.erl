%% SPDX-License-Identifier: Apache-2.0
%% Messages, timers and names of a suspended process; it finds them in order when it goes on.
-module(sus_messages).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn(fun() -> receive start -> Me ! {took, proc:flush()} end end),
    erlang:suspend_process(P),
    P ! one,
    register(sus_messages, P),
    sus_messages ! two,
    R = erlang:send_after(1, P, timer),
    proc:until(fun() -> erlang:read_timer(R) =:= false end),
    proc:until(fun() -> process_info(P, message_queue_len) =:= {message_queue_len, 3} end),
    ?S(process_info(P, messages)),
    P ! start,
    ?S(proc:none()),
    erlang:resume_process(P),
    ?S(proc:next()),
    ?S(proc:gone(P)).

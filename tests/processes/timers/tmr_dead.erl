%% SPDX-License-Identifier: Apache-2.0
%% Timers to processes that end: by pid they end with it, by name they do not.
-module(tmr_dead).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = spawn(fun proc:idle/0),
    R = erlang:send_after(100000, P, x),
    ?S(is_integer(erlang:read_timer(R))),
    proc:kill(P),
    proc:until(fun() -> erlang:read_timer(R) =:= false end),
    ?S(erlang:cancel_timer(R)),
    ?S(erlang:cancel_timer(erlang:send_after(100000, P, x))),
    Q = spawn(fun proc:idle/0),
    register(tmr_dead, Q),
    S = erlang:send_after(30, tmr_dead, to_name),
    proc:kill(Q),
    register(tmr_dead, self()),
    ?S(is_integer(erlang:read_timer(S))),
    ?S(proc:next()),
    %% A timer survives who started it.
    Me = self(),
    Starter = spawn(fun() -> erlang:send_after(20, Me, from_the_dead) end),
    proc:gone(Starter),
    ?S(proc:next()).

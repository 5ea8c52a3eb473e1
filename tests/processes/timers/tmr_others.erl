%% SPDX-License-Identifier: Apache-2.0
%% Timers that others cancel and read.
-module(tmr_others).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Me = self(),
    R = erlang:send_after(100000, self(), never),
    ?S(is_integer(proc:do(P, fun() -> erlang:read_timer(R) end))),
    ?S(is_integer(proc:do(P, fun() -> erlang:cancel_timer(R) end))),
    ?S(erlang:cancel_timer(R)),
    T = proc:do(P, fun() -> erlang:send_after(100000, Me, never) end),
    ?S(is_integer(erlang:read_timer(T))),
    ?S(proc:do(P, fun() -> erlang:cancel_timer(T, [{async, true}]) end)),
    proc:until(fun() -> erlang:read_timer(T) =:= false end),
    U = proc:do(P, fun() -> erlang:start_timer(20, Me, theirs) end),
    ?S(receive {timeout, U, X} -> X end),
    ?S(proc:none()),
    ?S(proc:stop(P)).

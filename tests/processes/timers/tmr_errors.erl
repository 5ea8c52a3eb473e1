%% SPDX-License-Identifier: Apache-2.0
%% Bad arguments of all timer functions.
-module(tmr_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    R = make_ref(),
    ?R(erlang:send_after(id(-1), self(), m)),
    ?R(erlang:send_after(id(a), self(), m)),
    ?R(erlang:send_after(id(1.0), self(), m)),
    ?R(erlang:send_after(id(1 bsl 64), self(), m)),
    ?R(erlang:send_after(1, id(1), m)),
    ?R(erlang:send_after(1, id({name, node()}), m)),
    ?R(erlang:send_after(1, self(), m, id(a))),
    ?R(erlang:send_after(1, self(), m, [id(a)])),
    ?R(erlang:send_after(1, self(), m, [{abs, id(1)}])),
    ?R(erlang:start_timer(id(-1), self(), m)),
    ?R(erlang:start_timer(1, id("x"), m)),
    ?R(erlang:start_timer(1, self(), m, [{abs, true} | id(x)])),
    ?R(erlang:cancel_timer(id(a))),
    ?R(erlang:cancel_timer(R, id(a))),
    ?R(erlang:cancel_timer(R, [id(a)])),
    ?R(erlang:cancel_timer(R, [{async, id(1)}])),
    ?R(erlang:cancel_timer(R, [{info, id(1)}])),
    ?R(erlang:read_timer(id(a))),
    ?R(erlang:read_timer(R, id(a))),
    ?R(erlang:read_timer(R, [{info, true}])),
    ?R(erlang:read_timer(R, [{async, id(1)}])),
    ?S(proc:none()).

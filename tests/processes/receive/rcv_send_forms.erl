%% SPDX-License-Identifier: Apache-2.0
%% All ways to send, their values and errors.
-module(rcv_send_forms).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    register(send_forms, self()),
    ?S(self() ! a),
    ?S(send_forms ! b),
    ?S({send_forms, node()} ! c),
    ?S(erlang:send(self(), d)),
    ?S(erlang:send(send_forms, e, [])),
    ?S(erlang:send(self(), f, [nosuspend])),
    ?S(erlang:send({send_forms, node()}, g, [noconnect])),
    ?S(erlang:send_nosuspend(self(), h)),
    ?S(erlang:send_nosuspend(self(), i, [noconnect])),
    ?S(erlang:apply(erlang, '!', [self(), j])),
    ?S(proc:flush()),
    ?R(no_such_name ! x),
    ?R(erlang:send(no_such_name, x)),
    ?R(erlang:send(no_such_name, x, [])),
    ?R(id(1) ! x),
    ?R(id("s") ! x),
    ?R({a, b, c} ! x),
    ?R({1, node()} ! x),
    ?R(erlang:send(self(), x, [id(bad)])),
    ?R(erlang:send(self(), x, id(bad))),
    ?R(erlang:send(id(1.0), x, [])),
    ?S({no_such_name, node()} ! x),
    ?S(proc:flush()).

%% SPDX-License-Identifier: Apache-2.0
%% heavy: large terms
%% system_monitor: settings, a large heap is told, errors, the end of the monitoring process.
-module(inf_system_monitor).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    ?S(erlang:system_monitor()),
    ?S(erlang:system_monitor(Me, [{large_heap, 200000}])),
    ?S(erlang:system_monitor() =:= {Me, [{large_heap, 200000}]}),
    P = spawn(fun() -> L = lists:seq(1, 500000), erlang:garbage_collect(), Me ! length(L) end),
    ?S(receive {monitor, P, large_heap, Info} -> lists:sort([K || {K, _} <- Info]) end),
    ?S(receive N when is_integer(N) -> N end),
    ?S(erlang:system_monitor(undefined) =:= {Me, [{large_heap, 200000}]}),
    proc:flush(),
    ?S(erlang:system_monitor()),
    W = spawn(fun proc:idle/0),
    ?S(erlang:system_monitor({W, [busy_port]})),
    ?S(element(2, erlang:system_monitor())),
    proc:kill(W),
    proc:until(fun() -> erlang:system_monitor() =:= undefined end),
    ?R(erlang:system_monitor(id(a), [])),
    ?R(erlang:system_monitor(Me, [id(a)])),
    ?R(erlang:system_monitor(Me, [{large_heap, id(-1)}])),
    ?R(erlang:system_monitor(id(1))),
    ?S(erlang:system_monitor(Me, [])),
    ?S(erlang:system_monitor()).

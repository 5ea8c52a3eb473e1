%% SPDX-License-Identifier: Apache-2.0
%% system_monitor: all options and their limits, long collections and long time slices are told, the
%% monitoring process is not told of itself.
%% heavy: large heaps
-module(inf_monitor_events).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    [begin
         ?S(erlang:system_monitor(Me, Options)),
         ?S(erlang:system_monitor()),
         ?S(erlang:system_monitor(undefined))
     end || Options <- [[busy_port], [busy_dist_port, busy_port], [busy_port, busy_port],
        [{long_gc, 0}], [{long_schedule, 0}], [{large_heap, 0}],
        [{large_heap, 1}, {large_heap, 50000}], [{long_gc, 1 bsl 40}], [{large_heap, 1 bsl 62}],
        [{large_heap, 200000}, busy_port, {long_gc, 1000}, busy_dist_port, {long_schedule, 500}]]],
    [?R(erlang:system_monitor(id(S))) || S <- [1, {Me, x}, {Me, [{long_gc, a}]},
        {Me, [{long_gc, -1}]}, {Me, [{large_heap, 1 bsl 70}]}, {Me, [busy_port | x]}, {Me, [], x},
        {Me, [xx]}, {a, []}, undefined]],
    [?R(erlang:system_monitor(id(P), id(O))) || {P, O} <- [{undefined, x}, {a, []}, {Me, a},
        {proc:names(dead(), dead), [busy_port]}, {Me, [a]}, {Me, []}, {"x", [busy_port]}]],
    erlang:system_monitor(Me, [{long_gc, 1}]),
    P = proc:worker(),
    proc:tell(P, fun() -> grow(1000000), erlang:garbage_collect() end),
    Gc = receive {monitor, P, long_gc, Facts1} -> Facts1 end,
    ?S([K || {K, V} <- Gc, is_integer(V), V >= 0]),
    ?S(proplists:get_value(timeout, Gc) >= 1),
    erlang:system_monitor(Me, [{large_heap, 100000}]),
    Q = proc:worker(),
    proc:tell(Q, fun() -> grow(500000), erlang:garbage_collect() end),
    Large = receive {monitor, Q, large_heap, Facts2} -> Facts2 end,
    ?S([K || {K, V} <- Large, is_integer(V), V >= 0]),
    ?S(proplists:get_value(heap_block_size, Large) +
       proplists:get_value(old_heap_block_size, Large) >= 100000),
    erlang:system_monitor(undefined),
    proc:flush(),
    erlang:system_monitor(Me, [{large_heap, 100000}, {long_gc, 1}]),
    grow(500000),
    erlang:garbage_collect(),
    ?S([M || {monitor, Who, _, _} = M <- proc:flush(), Who =:= Me]),
    erlang:system_monitor(Me, [{long_schedule, 1}]),
    R = proc:worker(), %% with a small heap: collections of large ones need not be part of a slice
    ?S(until_long(R, 200)),
    ?S(erlang:system_monitor(Me, [])  =:= {Me, [{long_schedule, 1}]}),
    ?S([proc:kill(Pid) || Pid <- [P, Q, R]]).

grow(N) -> put(grown, lists:seq(1, N)), length(get(grown)).

dead() ->
    {P, R} = spawn_monitor(fun() -> ok end),
    proc:down(R),
    P.

until_long(_, 0) -> no;
until_long(P, N) ->
    proc:tell(P, fun() -> [erlang:md5(binary:copy(<<1>>, 200000)) || _ <- lists:seq(1, 20)] end),
    receive
        {monitor, P, long_schedule, [{timeout, T}, {in, In}, {out, Out}]} when T >= 1 ->
            {place(In), place(Out)}
    after 20 -> until_long(P, N - 1)
    end.

place(undefined) -> ok;
place({M, F, A}) when is_atom(M), is_atom(F), is_integer(A) -> ok;
place(Other) -> Other.

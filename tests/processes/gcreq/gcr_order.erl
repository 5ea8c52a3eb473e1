%% SPDX-License-Identifier: Apache-2.0
%% Requests of different priority to the same process are served in turns.
%% heavy: when every allocation collects, the asker is slower than the one asked
-module(gcr_order).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(priority, high),
    process_flag(scheduler, 1),
    Target = spawn_opt(fun() -> receive stop -> ok end end, [link, {scheduler, 1}]),
    ?S(in_turn(Target, [{low, 3}, {normal, 20}])),
    ?S(in_turn(Target, [{normal, 9}, {low, 5}])),
    ?S(in_turn(Target, [{low, 2}, {normal, 2}, {high, 2}, {max, 2}])),
    Target ! stop,
    ?S(proc:gone(Target)),
    ?S(in_turn(Target, [{low, 1}, {normal, 1}])).

in_turn(Target, Requests) ->
    Ids = [{Priority, N} || {Priority, Count} <- Requests, N <- lists:seq(1, Count)],
    [ok = erts_internal:request_system_task(Target, Priority, {system_task_test, {Priority, N}})
        || {Priority, N} <- Ids],
    [receive {system_task_test, Id, Result} -> {Id, Result} end || _ <- Ids].

%% SPDX-License-Identifier: Apache-2.0
%% receive without clauses, timers that end it, and processes that wait for ever until they are told.
-module(rcv_forever).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = spawn(fun() -> receive after infinity -> ok end end),
    proc:waiting(P),
    ?S(process_info(P, status)),
    P ! a,
    P ! b,
    ?S(process_info(P, message_queue_len)),
    exit(P, over),
    ?S(proc:ended(P)),
    Q = spawn(fun() -> receive never -> ok end end),
    [Q ! N || N <- lists:seq(1, 100)],
    proc:waiting(Q),
    ?S(process_info(Q, message_queue_len)),
    R = monitor(process, Q),
    Q ! never,
    ?S(proc:down(R)),
    ?S(receive after 5 -> slept end).

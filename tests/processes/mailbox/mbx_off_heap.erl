%% SPDX-License-Identifier: Apache-2.0
%% message_queue_data: changing it back and forth keeps all messages and their order.
-module(mbx_off_heap).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(process_info(self(), message_queue_data)),
    [self() ! {1, N} || N <- lists:seq(1, 50)],
    ?S(process_flag(message_queue_data, off_heap)),
    [self() ! {2, N} || N <- lists:seq(1, 50)],
    ?S(process_info(self(), message_queue_data)),
    erlang:garbage_collect(),
    ?S(process_flag(message_queue_data, on_heap)),
    [self() ! {3, N} || N <- lists:seq(1, 50)],
    erlang:garbage_collect(),
    ?S(process_flag(message_queue_data, off_heap)),
    All = proc:flush(),
    ?S(All =:= [{K, N} || K <- [1, 2, 3], N <- lists:seq(1, 50)]),
    ?S(process_flag(message_queue_data, on_heap)),
    ?R(process_flag(message_queue_data, id(mixed))),
    ?R(process_flag(message_queue_data, id(1))).

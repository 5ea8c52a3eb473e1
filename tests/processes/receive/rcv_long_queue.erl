%% SPDX-License-Identifier: Apache-2.0
%% Selection from long queues, from both ends and the middle.
-module(rcv_long_queue).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    N = 20000,
    [self() ! {m, I} || I <- lists:seq(1, N)],
    ?S(receive {m, 20000} -> last end),
    ?S(receive {m, 1} -> first end),
    ?S([receive {m, I} -> I end || I <- [10000, 9999, 10001, 19999, 2]]),
    ?S(process_info(self(), message_queue_len)),
    ?S(sum(0)),
    ?S(process_info(self(), message_queue_len)).

sum(S) ->
    receive {m, I} -> sum(S + I) after 0 -> S end.

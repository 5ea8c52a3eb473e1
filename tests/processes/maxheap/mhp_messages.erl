%% SPDX-License-Identifier: Apache-2.0
%% On-heap messages count for max_heap_size when they are collected; off-heap ones do not.
-module(mhp_messages).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Limit = {max_heap_size, #{size => 30000, kill => true, error_logger => false}},
    Load = fun(Queue) ->
        P = spawn_opt(fun() -> receive never -> ok end end, [Limit, {message_queue_data, Queue}]),
        R = monitor(process, P),
        [P ! lists:seq(1, 1000) || _ <- lists:seq(1, 100)],
        erlang:garbage_collect(P),
        P ! never,
        proc:down(R)
    end,
    ?S(Load(off_heap)),
    ?S(proc:ends(fun() -> [self() ! lists:seq(1, 1000) || _ <- lists:seq(1, 100)],
        receive after 0 -> exit(kept) end end, [{message_queue_data, off_heap}])).

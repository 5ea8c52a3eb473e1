%% SPDX-License-Identifier: Apache-2.0
%% Requests to a low process while normal ones spin are answered.
-module(pri_signal_low).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Low = spawn_opt(fun proc:idle/0, [{priority, low}]),
    Busy = [spawn(fun spin/0) || _ <- lists:seq(1, 6)],
    ?S(process_info(Low, [priority, message_queue_len])),
    ?S(erlang:garbage_collect(Low)),
    ?S(is_process_alive(Low)),
    R = monitor(process, Low),
    exit(Low, stop),
    ?S(proc:down(R)),
    [proc:kill(P) || P <- Busy],
    ?S(proc:alive(Busy)).

spin() -> spin().

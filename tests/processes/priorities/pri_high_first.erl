%% SPDX-License-Identifier: Apache-2.0
%% A high process that is woken goes before normal ones that never wait.
-module(pri_high_first).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    High = spawn_opt(fun() -> echo() end, [{priority, high}]),
    Busy = [spawn(fun spin/0) || _ <- lists:seq(1, 8)],
    process_flag(priority, high),
    Start = erlang:monotonic_time(millisecond),
    ?S(lists:usort([begin High ! {Me, N}, receive N -> ok end end || N <- lists:seq(1, 1000)])),
    Elapsed = erlang:monotonic_time(millisecond) - Start,
    ?S(Elapsed < 2000),
    [proc:kill(P) || P <- Busy],
    ?S(proc:kill(High)).

echo() -> receive {From, N} -> From ! N, echo() end.

spin() -> spin().

%% SPDX-License-Identifier: Apache-2.0
%% A ticker goes on while more processes than schedulers spin.
-module(pre_ticker).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Busy = [spawn(fun spin/0) || _ <- lists:seq(1, 10)],
    Start = erlang:monotonic_time(millisecond),
    ?S(tick(20)),
    Elapsed = erlang:monotonic_time(millisecond) - Start,
    ?S(Elapsed < 3000),
    [proc:kill(P) || P <- Busy],
    ?S(proc:alive(Busy)).

tick(0) -> done;
tick(N) ->
    receive after 2 -> tick(N - 1) end.

spin() -> spin().

%% SPDX-License-Identifier: Apache-2.0
%% A timeout does not come early, and not much too late; longer ones not before shorter ones.
-module(rcv_after_time).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S([elapsed(T) || T <- [1, 5, 20, 60]]),
    Me = self(),
    [spawn(fun() -> receive after T * 20 -> Me ! {after_, T} end end) || T <- [5, 2, 4, 1, 3]],
    ?S([proc:next() || _ <- lists:seq(1, 5)]).

elapsed(T) ->
    Start = erlang:monotonic_time(microsecond),
    receive after T -> ok end,
    Elapsed = erlang:monotonic_time(microsecond) - Start,
    {T, Elapsed >= T * 1000, Elapsed < T * 1000 + 2000000}.

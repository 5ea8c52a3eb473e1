%% SPDX-License-Identifier: Apache-2.0
%% Many timers of many processes, half of them cancelled.
-module(tmr_many).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    [spawn(fun() -> work(Me, P) end) || P <- lists:seq(1, 50)],
    ?S(lists:sum([receive {done, N} -> N end || _ <- lists:seq(1, 50)])),
    ?S(proc:none()).

work(To, P) ->
    Timers = [{N, erlang:send_after(5 + (N * 7 + P) rem 40, self(), {tick, N})}
        || N <- lists:seq(1, 100)],
    Cancelled = [N || {N, R} <- Timers, N rem 2 =:= 0, is_integer(erlang:cancel_timer(R))],
    Got = [receive {tick, N} -> N end || {N, _} <- Timers, not lists:member(N, Cancelled)],
    To ! {done, length(Got) + length(Cancelled)}.

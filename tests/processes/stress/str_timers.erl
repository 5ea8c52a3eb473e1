%% SPDX-License-Identifier: Apache-2.0
%% Processes under many timers, of which some are cancelled by others.
-module(str_timers).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Pids = [spawn(fun() -> timers(Me, N) end) || N <- lists:seq(1, 200)],
    ?S(lists:sum([receive {timers, P, C} -> C end || P <- Pids])),
    ?S(proc:none()).

timers(To, N) ->
    Refs = [erlang:start_timer((N * K) rem 30, self(), K) || K <- lists:seq(1, 50)],
    Cancelled = [R || R <- lists:sublist(Refs, 1 + N rem 20), is_integer(erlang:cancel_timer(R))],
    Fired = [receive {timeout, R, K} -> K end || R <- Refs, not lists:member(R, Cancelled)],
    To ! {timers, self(), length(Cancelled) + length(Fired)}.

%% SPDX-License-Identifier: Apache-2.0
%% Suspending processes that compute: they stand still, then finish with the right result.
-module(sus_busy).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Pids = [spawn(fun() -> Me ! {self(), fib(21)} end) || _ <- lists:seq(1, 6)],
    Stopped = [P || P <- Pids, suspend(P)],
    Rs = [process_info(P, reductions) || P <- Stopped],
    receive after 10 -> ok end,
    ?S([process_info(P, reductions) || P <- Stopped] =:= Rs),
    [erlang:resume_process(P) || P <- Stopped],
    ?S([receive {P, V} -> V end || P <- Pids]).

suspend(P) ->
    try erlang:suspend_process(P) catch error:badarg -> false end.

fib(N) when N < 2 -> N;
fib(N) -> fib(N - 1) + fib(N - 2).

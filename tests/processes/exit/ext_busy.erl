%% SPDX-License-Identifier: Apache-2.0
%% Exit signals reach processes that never wait.
-module(ext_busy).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Spinners = [spawn(fun() -> spin(0) end) || _ <- lists:seq(1, 4)],
    proc:until(fun() -> lists:all(fun(P) ->
        {reductions, N} = process_info(P, reductions), N > 5000 end, Spinners) end),
    Refs = [monitor(process, P) || P <- Spinners],
    [exit(P, {stop, N}) || {P, N} <- lists:zip(Spinners, [1, 2, 3, 4])],
    ?S([proc:down(R) || R <- Refs]),
    Lists = [spawn_monitor(fun() -> sorts() end) || _ <- [1, 2]],
    [exit(P, kill) || {P, _} <- Lists],
    ?S([proc:down(R) || {_, R} <- Lists]).

spin(N) -> spin(N + 1).

sorts() ->
    lists:sort([erlang:phash2(N) || N <- lists:seq(1, 10000)]),
    sorts().

%% SPDX-License-Identifier: Apache-2.0
%% Low and normal processes both go on while the other kind never waits.
-module(pri_low_progress).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Busy = [spawn_opt(fun spin/0, [{priority, normal}]) || _ <- lists:seq(1, 8)],
    Me = self(),
    spawn_opt(fun() -> proc:spin(50000), Me ! low_done end, [{priority, low}]),
    ?S(proc:next()),
    [proc:kill(P) || P <- Busy],
    Low = [spawn_opt(fun spin/0, [{priority, low}]) || _ <- lists:seq(1, 8)],
    spawn(fun() -> proc:spin(50000), Me ! normal_done end),
    ?S(proc:next()),
    [proc:kill(P) || P <- Low],
    ?S(proc:flush()).

spin() -> spin().

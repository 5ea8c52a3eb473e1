%% SPDX-License-Identifier: Apache-2.0
%% An error in main ends the program with status 1, also beside processes that run.
-module(ext_main_fails).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [spawn(fun spin/0) || _ <- lists:seq(1, 3)],
    ?S(started),
    exit({main, failed}).

spin() -> spin().

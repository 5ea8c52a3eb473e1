%% SPDX-License-Identifier: Apache-2.0
%% When main returns the program ends, whatever the other processes do.
-module(ext_main_returns).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Pids = [spawn(fun spin/0) || _ <- lists:seq(1, 4)] ++ [spawn(fun proc:idle/0)],
    spawn(fun() -> receive after 100000 -> erlang:halt(9) end end),
    erlang:send_after(100000, self(), never),
    ?S(proc:alive(Pids)).

spin() -> spin().

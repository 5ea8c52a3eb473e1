%% SPDX-License-Identifier: Apache-2.0
%% One sender, many receivers, then all answers.
%% heavy: thousands of processes
-module(str_fan_out).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Data = lists:seq(1, 100),
    Pids = [spawn(fun() -> receive {work, L} -> Me ! {N, lists:sum(L) + N} end end)
        || N <- lists:seq(1, 3000)],
    [P ! {work, Data} || P <- Pids],
    ?S(lists:sum([receive {N, V} -> V - N end || N <- lists:seq(1, 3000)])),
    ?S(proc:flush()).

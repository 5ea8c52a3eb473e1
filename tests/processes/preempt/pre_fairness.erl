%% SPDX-License-Identifier: Apache-2.0
%% Equal processes that never wait get comparable shares.
-module(pre_fairness).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Pids = [spawn(fun() -> count(0) end) || _ <- lists:seq(1, 8)],
    receive after 300 -> ok end,
    [P ! {report, Me} || P <- Pids],
    Counts = [receive {count, P, N} -> N end || P <- Pids],
    ?S(length(Counts)),
    ?S(lists:min(Counts) > 0),
    ?S(lists:max(Counts) < 50 * lists:min(Counts)).

count(N) ->
    receive
        {report, To} -> To ! {count, self(), N}
    after 0 ->
        count(N + 1)
    end.

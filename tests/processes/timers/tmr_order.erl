%% SPDX-License-Identifier: Apache-2.0
%% Timers with different times fire in that order, those with equal times all fire.
-module(tmr_order).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Times = [50, 10, 40, 20, 30],
    [erlang:send_after(T * 3, self(), {t, T}) || T <- Times],
    ?S([proc:next() || _ <- Times]),
    [erlang:send_after(10, self(), {same, N}) || N <- lists:seq(1, 500)],
    ?S(length(lists:usort([receive {same, N} -> N end || _ <- lists:seq(1, 500)]))),
    [erlang:send_after(N rem 50, self(), {n, N}) || N <- lists:seq(1, 5000)],
    ?S(lists:sum([receive {n, N} -> N end || _ <- lists:seq(1, 5000)])),
    ?S(proc:none()).

%% SPDX-License-Identifier: Apache-2.0
%% Collections asked for by many, of many, while these send each other messages.
-module(gcr_storm).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Workers = [spawn(fun() -> receive {go, All} -> work(Me, All, 40, []) end end)
        || _ <- lists:seq(1, 10)],
    [W ! {go, Workers} || W <- Workers],
    ?S(lists:usort([receive {done, W, Ok} -> Ok end || W <- Workers])),
    [proc:kill(W) || W <- Workers],
    ?S(proc:flush()).

work(To, _, 0, Keep) ->
    To ! {done, self(), lists:all(fun({N, L}) -> length(L) =:= N end, Keep)},
    proc:idle();
work(To, All, N, Keep) ->
    P = lists:nth(1 + N rem length(All), All),
    P ! {data, N, lists:seq(1, N)},
    erlang:garbage_collect(P),
    New = receive {data, M, L} -> [{M, L} | Keep] after 0 -> Keep end,
    work(To, All, N - 1, New).

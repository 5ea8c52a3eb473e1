%% SPDX-License-Identifier: Apache-2.0
%% erlang:yield/0, and receive after 0 as a yield: processes take turns.
-module(pre_yield).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(erlang:yield()),
    Me = self(),
    Pids = [spawn(fun() -> turns(100), Me ! {self(), done} end) || _ <- lists:seq(1, 20)],
    ?S(lists:usort([receive {P, D} -> D end || P <- Pids])),
    ?S(erlang:bump_reductions(10000)),
    ?R(erlang:bump_reductions(id(-1))),
    ?R(erlang:bump_reductions(id(a))).

turns(0) -> ok;
turns(N) ->
    case N rem 2 of
        0 -> erlang:yield();
        1 -> receive after 0 -> ok end
    end,
    turns(N - 1).

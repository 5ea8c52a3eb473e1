%% SPDX-License-Identifier: Apache-2.0
%% Processes that change their own priority while they run, with messages between all of them.
-module(pri_change).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Pids = [spawn(fun() -> rounds(Me, N, 50) end) || N <- lists:seq(1, 12)],
    ?S(lists:sum([receive {P, R} -> R end || P <- Pids])),
    ?S(process_info(self(), priority)).

rounds(To, _, 0) ->
    To ! {self(), 1};
rounds(To, N, Left) ->
    process_flag(priority, lists:nth(1 + (N + Left) rem 3, [low, normal, high])),
    self() ! Left,
    receive Left -> ok end,
    proc:spin(500),
    rounds(To, N, Left - 1).

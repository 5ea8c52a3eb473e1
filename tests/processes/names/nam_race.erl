%% SPDX-License-Identifier: Apache-2.0
%% Many processes want one name: exactly one gets it each time.
-module(nam_race).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    ?S(lists:usort([begin
        Pids = [spawn(fun() -> contender(Me) end) || _ <- lists:seq(1, 8)],
        [P ! go || P <- Pids],
        Results = [receive {got, X} -> X end || _ <- Pids],
        [proc:kill(P) || P <- Pids],
        length([x || true <- Results])
     end || _ <- lists:seq(1, 100)])).

contender(To) ->
    receive go -> ok end,
    To ! {got, try register(nam_race, self()) catch error:badarg -> false end},
    proc:idle().

%% SPDX-License-Identifier: Apache-2.0
%% Leader election in a ring, by the largest number; every member learns it.
-module(prg_election).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S([elect(N) || N <- [1, 2, 5, 40]]).

elect(N) ->
    Me = self(),
    Pids = [spawn(fun() -> start(Me, (K * 7919) rem 1009) end) || K <- lists:seq(1, N)],
    [P ! {next, Q} || {P, Q} <- lists:zip(Pids, tl(Pids) ++ [hd(Pids)])],
    {N, lists:usort([receive {leader, P, L} -> L end || P <- Pids])}.

start(To, Id) ->
    receive {next, Next} -> Next ! {candidate, Id}, member(To, Id, Next) end.

member(To, Id, Next) ->
    receive
        {candidate, Id} -> Next ! {elected, Id}, member(To, Id, Next);
        {candidate, Other} when Other > Id -> Next ! {candidate, Other}, member(To, Id, Next);
        {candidate, _} -> member(To, Id, Next);
        {elected, Leader} ->
            Leader =/= Id andalso (Next ! {elected, Leader}),
            To ! {leader, self(), Leader}
    end.

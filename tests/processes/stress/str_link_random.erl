%% SPDX-License-Identifier: Apache-2.0
%% Processes that link, unlink and end at random, all trapping exits: no link is left one-sided.
-module(str_link_random).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Pids = [spawn(fun() -> actor(Me, N) end) || N <- lists:seq(1, 30)],
    [P ! {peers, list_to_tuple(Pids)} || P <- Pids],
    ?S(lists:sum([receive {done, P} -> 1 end || P <- Pids])),
    [process_info(P, status) || P <- Pids],
    Links = [{P, L} || P <- Pids, L <- element(2, process_info(P, links))],
    ?S([x || {A, B} <- Links, not lists:member({B, A}, Links)]),
    Refs = [monitor(process, P) || P <- Pids],
    [exit(P, kill) || P <- Pids],
    ?S(lists:usort([proc:down(R) || R <- Refs])).

actor(To, N) ->
    process_flag(trap_exit, true),
    receive {peers, Peers} -> act(Peers, N * 7919, 300) end,
    To ! {done, self()},
    proc:idle().

act(_, _, 0) -> ok;
act(Peers, Seed, Left) ->
    Next = (Seed * 1103515245 + 12345) band 16#7fffffff,
    Peer = element(1 + (Next bsr 8) rem tuple_size(Peers), Peers),
    case (Next bsr 16) rem 5 of
        0 -> unlink(Peer);
        1 -> link(Peer);
        2 -> exit(Peer, normal);
        3 -> link(Peer), unlink(Peer);
        4 -> Peer ! {note, Left}
    end,
    act(Peers, Next, Left - 1).

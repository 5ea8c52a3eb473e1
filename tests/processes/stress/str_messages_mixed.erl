%% SPDX-License-Identifier: Apache-2.0
%% Everybody sends everybody terms of all sizes; the sums agree.
-module(str_messages_mixed).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    N = 12,
    Pids = [spawn(fun() -> receive {peers, Ps} -> node_(Me, Ps, I) end end) || I <- lists:seq(1, N)],
    [P ! {peers, Pids} || P <- Pids],
    Sums = [receive {sums, P, Sent, Got} -> {Sent, Got} end || P <- Pids],
    ?S({lists:sum([S || {S, _} <- Sums]), lists:sum([G || {_, G} <- Sums])}).

node_(To, Peers, I) ->
    Sent = lists:sum([begin
        Size = (I * R * 37) rem 900,
        Term = {R, lists:seq(1, Size), binary:copy(<<R>>, Size)},
        [P ! {data, Size, Term} || P <- Peers],
        Size * length(Peers)
     end || R <- lists:seq(1, 30)]),
    Got = receive_all(30 * length(Peers), 0),
    To ! {sums, self(), Sent, Got}.

receive_all(0, Sum) -> Sum;
receive_all(Left, Sum) ->
    receive
        {data, Size, {R, L, B}} when length(L) =:= Size, byte_size(B) =:= Size ->
            R = case B of <<>> -> R; <<F, _/binary>> -> F end,
            receive_all(Left - 1, Sum + Size)
    end.

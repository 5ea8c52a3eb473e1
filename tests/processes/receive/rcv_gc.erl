%% SPDX-License-Identifier: Apache-2.0
%% Messages while the receiver collects garbage again and again.
-module(rcv_gc).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Senders = [spawn(fun() -> send(Me, S, 300) end) || S <- [1, 2, 3]],
    ?S(length(Senders)),
    {Sum, Count} = take(900, 0, 0, []),
    ?S({Sum, Count}).

send(_, _, 0) -> ok;
send(To, S, N) ->
    To ! {S, N, lists:seq(1, N rem 50), binary:copy(<<N>>, N)},
    send(To, S, N - 1).

take(0, Sum, Count, _) ->
    {Sum, Count};
take(Left, Sum, Count, Keep) ->
    receive
        {S, N, List, Bin} when byte_size(Bin) =:= N ->
            Left rem 10 =:= 0 andalso erlang:garbage_collect(),
            New = [{List, Bin} | lists:sublist(Keep, 20)],
            take(Left - 1, Sum + S * N + length(List), Count + length(element(1, hd(New))), New)
    end.

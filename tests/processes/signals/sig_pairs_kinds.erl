%% SPDX-License-Identifier: Apache-2.0
%% One sender's messages by pid, by name, by alias, by timer zero excepted: one order.
-module(sig_pairs_kinds).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    register(pairs_kinds, self()),
    A = alias(),
    Me = self(),
    Results = [begin
        P = spawn(fun() ->
            Me ! {self(), 1},
            pairs_kinds ! {self(), 2},
            A ! {self(), 3},
            erlang:send({pairs_kinds, node()}, {self(), 4}),
            erlang:send(Me, {self(), 5}, [noconnect]),
            {pairs_kinds, node()} ! {self(), 6}
        end),
        [receive {P, N} -> N end || _ <- lists:seq(1, 6)]
     end || _ <- lists:seq(1, 200)],
    ?S(lists:usort(Results)).

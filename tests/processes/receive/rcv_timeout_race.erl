%% SPDX-License-Identifier: Apache-2.0
%% A message and a timeout at the same time: one of the two, and the message is not lost.
-module(rcv_timeout_race).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Results = [begin
        spawn(fun() -> receive after 1 -> Me ! {m, N} end end),
        receive
            {m, N} -> 1
        after 1 ->
            receive {m, N} -> 1 after 5000 -> 0 end
        end
     end || N <- lists:seq(1, 150)],
    ?S(lists:sum(Results)),
    ?S(proc:flush()).

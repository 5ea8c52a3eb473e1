%% SPDX-License-Identifier: Apache-2.0
%% 'DOWN' comes after what the process had sent.
-module(mon_order).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Orders = [begin
        {P, R} = spawn_monitor(fun() -> [Me ! {self(), N} || N <- [1, 2, 3]], exit(four) end),
        [receive
            {P, N} -> N;
            {'DOWN', R, process, P, four} -> 4
         end || _ <- [1, 2, 3, 4]]
     end || _ <- lists:seq(1, 200)],
    ?S(lists:usort(Orders)).

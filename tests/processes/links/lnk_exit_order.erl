%% SPDX-License-Identifier: Apache-2.0
%% Links are told after the messages that the process sent before.
-module(lnk_exit_order).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    Orders = [begin
        P = spawn_link(fun() -> Me ! {self(), 1}, Me ! {self(), 2}, exit(three) end),
        [receive
            {P, N} -> N;
            {'EXIT', P, three} -> 3
         end || _ <- [1, 2, 3]]
     end || _ <- lists:seq(1, 200)],
    ?S(lists:usort(Orders)).

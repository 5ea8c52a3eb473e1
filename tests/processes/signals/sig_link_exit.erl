%% SPDX-License-Identifier: Apache-2.0
%% link, then the end of the linking process: the signals arrive in that order.
-module(sig_link_exit).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Me = self(),
    Results = [begin
        P = spawn(fun() -> link(Me), exit(bye) end),
        receive {'EXIT', P, Why} -> Why after 5000 -> lost end
     end || _ <- lists:seq(1, 300)],
    ?S(lists:usort(Results)),
    Results2 = [begin
        Q = spawn(fun() -> Me ! {self(), before}, link(Me), Me ! {self(), linked}, exit(bye) end),
        [receive {Q, M} -> M; {'EXIT', Q, W} -> W end || _ <- [1, 2, 3]]
     end || _ <- lists:seq(1, 300)],
    ?S(lists:usort(Results2)),
    Results3 = [begin
        Q = spawn(fun() -> link(Me), unlink(Me), exit(unseen) end),
        proc:gone(Q),
        proc:flush()
     end || _ <- lists:seq(1, 300)],
    ?S(lists:usort(Results3)).

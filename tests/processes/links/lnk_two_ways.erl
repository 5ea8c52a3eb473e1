%% SPDX-License-Identifier: Apache-2.0
%% Both processes link each other at the same time, one unlinks: one link, and it is gone for both.
-module(lnk_two_ways).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Results = [begin
        A = proc:worker(),
        B = proc:worker(),
        proc:tell(A, fun() -> link(B), Me ! {linked, a} end),
        proc:tell(B, fun() -> link(A), Me ! {linked, b} end),
        [receive {linked, X} -> ok end || X <- [a, b]],
        L = {process_info(A, links) =:= {links, [B]}, process_info(B, links) =:= {links, [A]}},
        proc:do(A, fun() -> unlink(B) end),
        U = {process_info(A, links), proc:do(B, fun() -> process_info(self(), links) end)},
        proc:kill(A),
        S = is_process_alive(B),
        proc:kill(B),
        {L, U, S}
     end || _ <- lists:seq(1, 100)],
    ?S(lists:usort(Results)).

%% SPDX-License-Identifier: Apache-2.0
%% unlink and link again at once: the new link counts.
-module(lnk_unlink_relink).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    ?S(lists:usort([attempt() || _ <- lists:seq(1, 300)])),
    P = proc:worker(),
    Me = self(),
    [begin link(P), unlink(P) end || _ <- lists:seq(1, 100)],
    ?S(process_info(P, links)),
    proc:tell(P, fun() -> [begin link(Me), unlink(Me) end || _ <- lists:seq(1, 1000)] end),
    [begin unlink(P), link(P) end || _ <- lists:seq(1, 1000)],
    ?S(proc:do(P, fun() -> done end)),
    link(P),
    ?S(process_info(self(), links) =:= {links, [P]}),
    ?S(process_info(P, links) =:= {links, [Me]}),
    exit(P, over),
    ?S(receive {'EXIT', P, Why} -> Why end),
    ?S(proc:flush()).

attempt() ->
    P = spawn_link(fun() -> receive go -> exit(bye) end end),
    unlink(P),
    link(P),
    P ! go,
    receive {'EXIT', P, Why} -> Why after 5000 -> none end.

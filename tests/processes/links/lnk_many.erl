%% SPDX-License-Identifier: Apache-2.0
%% One process with thousands of links; they all go when it ends, and when they end it hears of all.
%% heavy: thousands of processes
-module(lnk_many).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Pids = [spawn_link(fun() -> receive stop -> exit(stopped) end end) || _ <- lists:seq(1, 5000)],
    ?S(length(element(2, process_info(self(), links)))),
    {Half, Rest} = lists:split(2500, Pids),
    [P ! stop || P <- Half],
    ?S(lists:usort([receive {'EXIT', P, W} -> W end || P <- Half])),
    ?S(length(element(2, process_info(self(), links)))),
    [unlink(P) || P <- Rest],
    ?S(process_info(self(), links)),
    Hub = spawn(fun() -> [link(P) || P <- Rest], proc:idle() end),
    proc:waiting(Hub),
    Refs = [monitor(process, P) || P <- Rest],
    exit(Hub, all),
    ?S(lists:usort([proc:down(R) || R <- Refs])).

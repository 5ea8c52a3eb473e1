%% SPDX-License-Identifier: Apache-2.0
%% link to a process that is no more: an exit signal noproc to who traps exits, else an error.
-module(lnk_dead).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Dead = proc:names(spawn(fun() -> ok end), dead),
    proc:gone(Dead),
    ?R(link(Dead)),
    ?S(proc:ends(fun() -> catch link(Dead), exit(unharmed) end)),
    ?S(proc:ends(fun() -> unlink(Dead), exit(unharmed) end)),
    process_flag(trap_exit, true),
    ?S(link(Dead)),
    ?S(proc:next()),
    ?S(process_info(self(), links)),
    ?S(link(Dead)),
    ?S(unlink(Dead)),
    ?S(proc:none()),
    P = spawn_link(fun() -> exit(early) end),
    ?S(receive {'EXIT', P, W} -> W end),
    ?S(link(P)),
    ?S(receive {'EXIT', P, W2} -> W2 end).

%% SPDX-License-Identifier: Apache-2.0
%% After unlink no exit signal of that link arrives, in whatever order the two ends act.
-module(lnk_unlink_late).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Late = lists:sum([attempt(N) || N <- lists:seq(1, 500)]),
    ?S(Late),
    ?S(proc:none()),
    ?S(process_info(self(), links)).

%% The message may come before unlink, never after.
attempt(N) ->
    P = spawn_link(fun() -> proc:spin(N), exit(bye) end),
    proc:spin(500 - N),
    unlink(P),
    receive {'EXIT', P, bye} -> ok after 0 -> ok end,
    proc:gone(P),
    receive {'EXIT', P, _} -> 1 after 0 -> 0 end.

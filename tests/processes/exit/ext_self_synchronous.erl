%% SPDX-License-Identifier: Apache-2.0
%% An exit signal to oneself takes effect before exit/2 returns.
-module(ext_self_synchronous).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    ?S(proc:ends(fun() -> exit(self(), at_once), Me ! not_reached, exit(too_late) end)),
    ?S(proc:none()),
    ?S(proc:ends(fun() ->
        process_flag(trap_exit, true),
        exit(self(), trapped),
        receive {'EXIT', P, R} when P =:= self() -> exit({got, R}) after 0 -> exit(nothing_yet) end
    end)),
    ?S(proc:ends(fun() -> catch exit(self(), no_catch), exit(caught) end)),
    ?S(proc:ends(fun() -> try exit(self(), kill) catch _:_ -> ok end, exit(caught) end)),
    ?S(proc:ends(fun() -> try exit(self(), normal) after exit(in_after) end end)).

%% SPDX-License-Identifier: Apache-2.0
%% link and unlink: values, idempotence, both sides see it.
-module(lnk_basic).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    ?S(link(P)),
    ?S(link(P)),
    ?S(process_info(self(), links) =:= {links, [P]}),
    ?S(process_info(P, links) =:= {links, [self()]}),
    ?S(unlink(P)),
    ?S(unlink(P)),
    ?S(process_info(self(), links)),
    ?S(process_info(P, links)),
    Me = self(),
    ?S(proc:do(P, fun() -> link(Me) end)),
    ?S(process_info(self(), links) =:= {links, [P]}),
    ?S(unlink(P)),
    ?S(process_info(P, links)),
    ?S(link(self())),
    ?S(process_info(self(), links)),
    ?S(unlink(self())),
    ?S(proc:stop(P)).

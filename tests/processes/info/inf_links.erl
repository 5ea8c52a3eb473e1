%% SPDX-License-Identifier: Apache-2.0
%% links, monitors, monitored_by, parent as sets.
-module(inf_links).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    A = proc:worker(),
    B = proc:worker(),
    C = proc:worker(),
    [proc:do(A, fun() -> link(X) end) || X <- [B, C]],
    {links, L} = process_info(A, links),
    ?S(lists:sort(L) =:= lists:sort([B, C])),
    ?S(process_info(B, links) =:= {links, [A]}),
    proc:do(A, fun() -> monitor(process, B), monitor(process, C), monitor(process, nobody) end),
    proc:do(A, fun() -> proc:flush() end),
    {monitors, M} = process_info(A, monitors),
    ?S(lists:sort(M) =:= lists:sort([{process, B}, {process, C}])),
    ?S(process_info(C, monitored_by) =:= {monitored_by, [A]}),
    ?S(process_info(A, parent)),
    ?S(proc:do(A, fun() -> process_info(self(), parent) end)),
    {_, Child} = {ok, proc:do(A, fun() -> spawn(fun proc:idle/0) end)},
    ?S(process_info(Child, parent) =:= {parent, A}),
    proc:do(A, fun() -> unlink(B), unlink(C) end),
    ?S(process_info(A, links)),
    [proc:kill(P) || P <- [A, B, C, Child]],
    ?S(process_info(C, monitored_by)).

%% SPDX-License-Identifier: Apache-2.0
%% Two linked processes end at the same time for different reasons: each keeps its own or the other's.
-module(lnk_both_die).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Results = [both() || _ <- lists:seq(1, 200)],
    ?S([R || {A, B} = R <- Results, not lists:member(A, [one, two]) orelse
        not lists:member(B, [one, two])]),
    ?S([R || {two, one} = R <- Results]).

both() ->
    A = spawn(fun() -> receive go -> exit(one) end end),
    B = spawn(fun() -> link(A), receive go -> exit(two) end end),
    proc:until(fun() -> process_info(A, links) =:= {links, [B]} end),
    Ra = monitor(process, A),
    Rb = monitor(process, B),
    A ! go,
    B ! go,
    {proc:down(Ra), proc:down(Rb)}.

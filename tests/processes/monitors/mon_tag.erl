%% SPDX-License-Identifier: Apache-2.0
%% The option tag: any term stands for 'DOWN'.
-module(mon_tag).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Tags = ['DOWN', down, {tag, 1}, 17, "tag", <<"t">>, [], #{}, 1.0],
    [begin
        P = spawn(fun() -> receive go -> exit(gone) end end),
        R = monitor(process, P, [{tag, Tag}]),
        P ! go,
        proc:show(Tag, receive {T, R, process, P, Why} -> {T, Why} after 5000 -> none end)
     end || Tag <- Tags],
    R2 = monitor(process, nobody, [{tag, {a, b}}]),
    ?S(receive {T2, R2, process, Who, Why2} -> {T2, Who, Why2} end),
    R3 = monitor(process, spawn(fun() -> ok end), [{tag, one}, {tag, two}]),
    ?S(receive {T3, R3, process, _, _} -> T3 end),
    %% flush removes a tagged message as well.
    P4 = proc:worker(),
    R4 = monitor(process, P4, [{tag, mine}]),
    proc:stop(P4),
    ?S(demonitor(R4, [flush])),
    ?S(proc:none()),
    Ref = make_ref(),
    P5 = spawn(fun() -> receive go -> ok end end),
    R5 = monitor(process, P5, [{tag, {Ref, self()}}]),
    P5 ! go,
    ?S(receive {{Ref, Me}, R5, process, _, Why5} -> {Me, Why5} end).

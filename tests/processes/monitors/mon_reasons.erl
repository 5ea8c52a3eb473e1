%% SPDX-License-Identifier: Apache-2.0
%% Reasons in 'DOWN' messages.
-module(mon_reasons).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Reasons = [normal, shutdown, {shutdown, [x]}, kill, killed, noproc, "s", 1.5, 1 bsl 80,
        <<"binary">>, #{k => v}, {deep, {deep, [{er}]}}],
    [begin
        {_, R} = spawn_monitor(fun() -> exit(Reason) end),
        proc:show(Reason, proc:down(R))
     end || Reason <- Reasons],
    Big = lists:seq(1, 10000),
    ?S(proc:ends(fun() -> exit(Big) end) =:= Big),
    ?S(proc:ends(fun() -> ok end)),
    ?S(proc:ends(fun() -> exit(self(), mine), proc:idle() end)),
    ?S(proc:ends(fun() -> exit(self(), kill), proc:idle() end)).

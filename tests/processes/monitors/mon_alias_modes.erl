%% SPDX-License-Identifier: Apache-2.0
%% monitor with alias: when the reference stops to be an alias.
-module(mon_alias_modes).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [mode(Mode) || Mode <- [explicit_unalias, demonitor, reply_demonitor]].

mode(Mode) ->
    P = proc:worker(),
    R = monitor(process, P, [{alias, Mode}]),
    send(P, R, 1),
    A = proc:none(),
    send(P, R, 2),
    B = proc:none(),
    proc:show({Mode, messages}, {A, B}),
    proc:show({Mode, demonitor}, demonitor(R, [info])),
    send(P, R, 3),
    proc:show({Mode, after_demonitor}, proc:none()),
    proc:show({Mode, unalias}, unalias(R)),
    proc:show({Mode, unalias}, unalias(R)),
    send(P, R, 4),
    proc:show({Mode, after_unalias}, proc:none()),
    R2 = monitor(process, P, [{alias, Mode}]),
    proc:stop(P),
    proc:show({Mode, down}, proc:down(R2)),
    Q = proc:worker(),
    send(Q, R2, 5),
    proc:show({Mode, after_down}, proc:none()),
    proc:stop(Q).

send(P, Alias, Message) -> proc:do(P, fun() -> Alias ! Message, ok end).

%% SPDX-License-Identifier: Apache-2.0
%% spawn_opt's and spawn_request's monitor with alias and tag.
-module(mon_spawn_alias).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Echo = fun() -> receive {Alias, X} -> Alias ! {echo, X}, Alias ! again, proc:idle() end end,
    [begin
        {P, R} = spawn_opt(Echo, [{monitor, [{alias, Mode}, {tag, tagged}]}]),
        P ! {R, Mode},
        proc:waiting(P),
        proc:show(Mode, proc:none()),
        exit(P, over),
        proc:show(Mode, proc:none())
     end || Mode <- [explicit_unalias, demonitor, reply_demonitor]],
    R2 = spawn_request(Echo, [{monitor, [{alias, explicit_unalias}]}]),
    P2 = receive {spawn_reply, R2, ok, Pid} -> Pid end,
    P2 ! {R2, requested},
    ?S(proc:none()),
    exit(P2, over),
    ?S(receive {'DOWN', R2, process, P2, Why} -> Why end),
    ?S(unalias(R2)).

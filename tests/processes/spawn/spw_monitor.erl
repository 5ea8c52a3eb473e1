%% SPDX-License-Identifier: Apache-2.0
%% spawn_monitor and spawn_opt with monitor: 'DOWN' messages in all forms.
-module(spw_monitor).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    {P1, R1} = spawn_monitor(fun() -> ok end),
    ?S(receive {'DOWN', R1, process, P1, W1} -> W1 end),
    {P2, R2} = spawn_monitor(erlang, exit, [{some, reason}]),
    ?S(receive {'DOWN', R2, process, P2, W2} -> W2 end),
    {P3, R3} = spawn_opt(fun() -> exit(three) end, [monitor]),
    ?S(receive {'DOWN', R3, process, P3, W3} -> W3 end),
    {P4, R4} = spawn_opt(fun() -> exit(four) end, [{monitor, [{tag, {my, tag}}]}]),
    ?S(receive {{my, tag}, R4, process, P4, W4} -> W4 end),
    {P5, R5} = spawn_opt(fun() -> receive A -> A ! hello end end,
        [{monitor, [{alias, reply_demonitor}]}]),
    P5 ! R5,
    ?S(proc:next()),
    ?S(proc:none()),
    {P6, R6} = spawn_monitor(fun proc:idle/0),
    ?S(process_info(self(), monitors) =:= {monitors, [{process, P6}]}),
    ?S(demonitor(R6, [info])),
    ?S(process_info(self(), monitors)),
    exit(P6, kill),
    ?S(proc:none()).

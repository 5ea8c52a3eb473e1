%% SPDX-License-Identifier: Apache-2.0
%% monitor, demonitor and messages of one sender keep their order.
-module(sig_monitor_message).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    %% The monitor is set before the message that makes the process end.
    ?S(lists:usort([begin
        P = spawn(fun() -> receive go -> exit(gone) end end),
        R = monitor(process, P),
        P ! go,
        proc:down(R)
     end || _ <- lists:seq(1, 300)])),
    %% It is gone before the message.
    ?S(lists:usort([begin
        P = spawn(fun() -> receive go -> exit(gone) end end),
        R = monitor(process, P),
        demonitor(R),
        P ! go,
        proc:gone(P),
        proc:flush()
     end || _ <- lists:seq(1, 300)])),
    %% A monitor after the message.
    ?S([W || W <- lists:usort([begin
        P = spawn(fun() -> receive go -> exit(gone) end end),
        P ! go,
        proc:ended(P)
     end || _ <- lists:seq(1, 300)]), W =/= gone, W =/= noproc]).

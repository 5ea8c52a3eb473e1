%% SPDX-License-Identifier: Apache-2.0
%% Reasons of exit signals that are large: copied to all who are told.
-module(ext_long_reason).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Reason = {big, lists:seq(1, 20000), binary:copy(<<"r">>, 100000), #{k => lists:seq(1, 100)}},
    Target = spawn(fun() -> receive go -> exit(Reason) end end),
    Me = self(),
    Watchers = [spawn(fun() ->
        R = monitor(process, Target),
        Me ! ready,
        W = proc:down(R),
        Me ! {seen, self(), W =:= Reason}
    end) || _ <- lists:seq(1, 20)],
    Linked = [spawn(fun() ->
        process_flag(trap_exit, true),
        link(Target),
        Me ! ready,
        receive {'EXIT', Target, W} -> Me ! {seen, self(), W =:= Reason} end
    end) || _ <- lists:seq(1, 20)],
    [receive ready -> ok end || _ <- Watchers ++ Linked],
    Target ! go,
    ?S(lists:usort([receive {seen, P, Same} -> Same end || P <- Watchers ++ Linked])).

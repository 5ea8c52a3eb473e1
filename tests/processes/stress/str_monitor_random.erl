%% SPDX-License-Identifier: Apache-2.0
%% Monitors set and removed at random between processes that come and go: each set one tells once.
-module(str_monitor_random).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    ?S(lists:usort([begin
        P = spawn(fun() -> watcher(Me, N) end),
        receive {watched, P, Result} -> Result end
     end || N <- lists:seq(1, 20)])).

watcher(To, Seed) ->
    Kept = watch(200, Seed * 7919, []),
    Down = [proc:down(R) || R <- Kept],
    To ! {watched, self(), {length(Down) =:= length(Kept),
        [D || D <- Down, D =/= noproc, D =/= bye], proc:flush()}}.

watch(0, _, Kept) -> Kept;
watch(Left, Seed, Kept) ->
    Next = (Seed * 1103515245 + 12345) band 16#7fffffff,
    P = spawn(fun() -> proc:spin((Next bsr 8) rem 300), exit(bye) end),
    R = monitor(process, P),
    case (Next bsr 16) rem 3 of
        0 -> demonitor(R, [flush]), watch(Left - 1, Next, Kept);
        1 -> proc:spin((Next bsr 8) rem 200), demonitor(R, [flush]), watch(Left - 1, Next, Kept);
        2 -> watch(Left - 1, Next, [R | Kept])
    end.

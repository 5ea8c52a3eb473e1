%% SPDX-License-Identifier: Apache-2.0
%% process_flag(Pid, save_calls, N) for processes that end at any moment, and after each round for one
%% that is to remember its calls itself: the others' ends do not keep it from running.
-module(inf_calls_of_ending).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() -> ?S(lists:usort([round() || _ <- lists:seq(1, 2000)])).

round() ->
    Workers = [spawn_monitor(fun() -> work(N * 20) end) || N <- lists:seq(1, 50)],
    [catch process_flag_later(Pid) || {Pid, _} <- Workers],
    [ended(Ref) || {_, Ref} <- Workers],
    Reason = proc:ends(fun() -> process_flag(save_calls, 5), exit(remembers) end),
    proc:flush(),
    Reason.

%% On stock erl one of a hundred thousand does not end at all.
ended(Ref) -> receive {'DOWN', Ref, _, _, _} -> ok after 500 -> late end.

%% As process_flag/3, which waits for the answer.
process_flag_later(Pid) -> erts_internal:process_flag(Pid, save_calls, 1).

work(0) -> exit(done);
work(N) -> work(N - 1).

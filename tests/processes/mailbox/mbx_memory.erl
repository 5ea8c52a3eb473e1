%% SPDX-License-Identifier: Apache-2.0
%% Messages count as memory of the receiver; when they are gone so is it.
-module(mbx_memory).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Memory = fun() -> element(2, process_info(P, memory)) end,
    Before = Memory(),
    [P ! {noise, lists:seq(1, 1000)} || _ <- lists:seq(1, 100)],
    Full = Memory(),
    ?S(Full > Before + 100000 * 8),
    proc:do(P, fun() -> drop(), erlang:garbage_collect() end),
    ?S(Memory() < Full div 4),
    ?S(proc:stop(P)).

drop() ->
    receive {noise, _} -> drop() after 0 -> ok end.

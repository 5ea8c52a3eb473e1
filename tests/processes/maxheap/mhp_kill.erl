%% SPDX-License-Identifier: Apache-2.0
%% max_heap_size: a process that grows over it is killed.
-module(mhp_kill).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Limit = fun(Size) -> [{max_heap_size, #{size => Size, kill => true, error_logger => false}}] end,
    ?S(proc:ends(fun() -> grow([]) end, Limit(20000))),
    ?S(proc:ends(fun() -> length(lists:seq(1, 1000)) end, Limit(100000))),
    ?S(proc:ends(fun() -> lists:seq(1, 1000000) end, Limit(100000))),
    ?S(proc:ends(fun() ->
        process_flag(max_heap_size, #{size => 20000, kill => true, error_logger => false}),
        grow([])
    end)),
    process_flag(trap_exit, true),
    P = spawn_opt(fun() -> process_flag(trap_exit, true), catch grow([]) end, [link | Limit(20000)]),
    ?S(receive {'EXIT', P, Why} -> Why end).

grow(L) -> grow([L | L]).

%% SPDX-License-Identifier: Apache-2.0
%% reductions grow with work; memory, heap sizes and stack sizes are consistent.
-module(inf_reductions).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Get = fun(I) -> element(2, process_info(P, I)) end,
    R1 = Get(reductions),
    proc:do(P, fun() -> proc:spin(100000) end),
    R2 = Get(reductions),
    ?S(R2 - R1 >= 100000),
    ?S(R2 - R1 < 300000),
    ?S(Get(total_heap_size) >= Get(heap_size)),
    ?S(Get(memory) >= Get(total_heap_size) * erlang:system_info(wordsize)),
    ?S(Get(stack_size) > 0),
    Before = Get(memory),
    proc:do(P, fun() -> put(big, lists:seq(1, 100000)), ok end),
    ?S(Get(memory) - Before > 100000 * 16),
    proc:do(P, fun() -> erase(big), erlang:garbage_collect() end),
    ?S(Get(memory) - Before < 100000 * 8),
    {R, _} = erlang:statistics(reductions),
    ?S(R > 100000),
    ?S(proc:stop(P)).

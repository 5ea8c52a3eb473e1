%% SPDX-License-Identifier: Apache-2.0
%% With kill => false the process goes on.
-module(mhp_no_kill).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(proc:ends(fun() ->
        process_flag(max_heap_size, #{size => 10000, kill => false, error_logger => false}),
        exit({length, length(lists:seq(1, 200000))})
    end)),
    ?S(proc:ends(fun() -> exit({sum, lists:sum(lists:seq(1, 100000))}) end,
        [{max_heap_size, #{size => 5000, kill => false, error_logger => false}}])).

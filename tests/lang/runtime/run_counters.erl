%% SPDX-License-Identifier: Apache-2.0
%% counters: plain and write_concurrency.
-module(run_counters).
-export([main/0]).
-include("t.hrl").

main() ->
    [begin
         C = counters:new(4, Opts),
         ?T({counters:get(C, 1), counters:add(C, 1, 5), counters:sub(C, 1, 7), counters:get(C, 1),
                 counters:put(C, 4, 100), counters:get(C, 4)}),
         ?T(maps:get(size, counters:info(C))),
         ?T(begin counters:put(C, 2, (1 bsl 63) - 1), counters:add(C, 2, 1),
                 counters:get(C, 2) end),
         ?T(begin counters:put(C, 3, -(1 bsl 63)), counters:sub(C, 3, 1), counters:get(C, 3) end),
         ?E(counters:get(C, id(5))),
         ?E(counters:get(C, id(0))),
         ?E(counters:add(C, id(a), 1)),
         ?E(counters:add(C, 1, id(a))),
         ?E(counters:put(C, 1, id(1 bsl 64))),
         ?T(begin [counters:add(C, 1, N) || N <- lists:seq(1, 1000)], counters:get(C, 1) end)
     end || Opts <- [[], [atomics], [write_concurrency]]],
    ?E(counters:new(id(0), [])),
    ?E(counters:new(id(a), [])),
    ?E(counters:new(1, id([bad]))),
    ?E(counters:get(id(x), 1)),
    ?E(counters:info(id(x))).

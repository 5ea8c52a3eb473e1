%% SPDX-License-Identifier: Apache-2.0
%% receive inside receive, in guards' bodies, in comprehension, with what was skipped left in order.
-module(rcv_nested).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [self() ! N || N <- lists:seq(1, 10)],
    ?S(receive 5 -> receive 3 -> receive 8 -> [5, 3, 8] end end end),
    ?S(proc:flush()),
    [self() ! {N, N * N} || N <- lists:seq(1, 6)],
    ?S([receive {N, S} -> S end || N <- [6, 2, 4]]),
    ?S(proc:flush()),
    [self() ! M || M <- [outer, skip, inner, last]],
    ?S(receive outer -> (receive inner -> ok end), receive last -> both end end),
    ?S(proc:flush()),
    self() ! a,
    self() ! b,
    ?S(try receive b -> error(in_receive) end catch error:R -> {R, proc:flush()} end),
    self() ! {f, fun(M) -> receive M -> {got, M} after 0 -> none end end},
    self() ! m,
    ?S(receive {f, F} -> F(m) end),
    ?S(receive _ -> any after 0 -> none end).

%% SPDX-License-Identifier: Apache-2.0
%% Parallel merge sort and quick sort with a limit for new processes.
-module(prg_lists_parallel).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    L = [(N * 7919) rem 10007 || N <- lists:seq(1, 5000)],
    S = lists:sort(L),
    ?S(msort(L, 4) =:= S),
    ?S(qsort(L, 5) =:= S),
    ?S(msort([], 3)),
    ?S(msort([3, 1, 2], 10)).

msort(L, 0) -> lists:sort(L);
msort([], _) -> [];
msort([X], _) -> [X];
msort(L, Depth) ->
    {A, B} = lists:split(length(L) div 2, L),
    [X, Y] = both(fun() -> msort(A, Depth - 1) end, fun() -> msort(B, Depth - 1) end),
    lists:merge(X, Y).

qsort([], _) -> [];
qsort([P | L], Depth) when Depth > 0 ->
    {A, B} = lists:partition(fun(X) -> X < P end, L),
    [X, Y] = both(fun() -> qsort(A, Depth - 1) end, fun() -> qsort(B, Depth - 1) end),
    X ++ [P | Y];
qsort(L, 0) -> lists:sort(L).

both(F, G) ->
    Me = self(),
    [receive {P, V} -> V end || P <- [spawn_link(fun() -> Me ! {self(), H()} end) || H <- [F, G]]].

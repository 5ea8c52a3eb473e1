%% SPDX-License-Identifier: Apache-2.0
%% Processes with large live heaps collect at the same time; nothing is lost.
%% heavy: large heaps
-module(str_deep_heaps).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Pids = [spawn(fun() -> heap(Me, N) end) || N <- lists:seq(1, 10)],
    ?S([receive {heap, P, Sum} -> Sum end || P <- Pids]).

heap(To, N) ->
    Tree = insert(lists:seq(1, 20000), N, nil),
    erlang:garbage_collect(),
    To ! {heap, self(), {depth(Tree) < 100, sum(Tree)}}.

insert([], _, T) -> T;
insert([K | Ks], N, T) -> insert(Ks, N, put_in((K * 7919 * N) rem 100003, T)).

put_in(K, nil) -> {K, nil, nil};
put_in(K, {K, _, _} = T) -> T;
put_in(K, {M, L, R}) when K < M -> {M, put_in(K, L), R};
put_in(K, {M, L, R}) -> {M, L, put_in(K, R)}.

depth(nil) -> 0;
depth({_, L, R}) -> 1 + max(depth(L), depth(R)).

sum(nil) -> 0;
sum({K, L, R}) -> K + sum(L) + sum(R).

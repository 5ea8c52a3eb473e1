%% SPDX-License-Identifier: Apache-2.0
%% A merge sort written out, on pseudo-random integers.
-module(msort).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 700000.

bench(N) ->
    digest(sort(N, random(N, 42)), 0).

random(0, _) -> [];
random(N, X) -> [X | random(N - 1, (X * 1103515245 + 12345) band 16#7fffffff)].

sort(0, _) ->
    [];
sort(1, [X | _]) ->
    [X];
sort(N, List) ->
    Half = N div 2,
    merge(sort(Half, List), sort(N - Half, drop(Half, List))).

drop(0, List) -> List;
drop(N, [_ | List]) -> drop(N - 1, List).

merge([], Ys) -> Ys;
merge(Xs, []) -> Xs;
merge([X | Xs], [Y | _] = Ys) when X =< Y -> [X | merge(Xs, Ys)];
merge(Xs, [Y | Ys]) -> [Y | merge(Xs, Ys)].

digest([], Sum) -> Sum;
digest([X | Xs], Sum) -> digest(Xs, (Sum * 31 + X) band 16#ffffffff).

%% SPDX-License-Identifier: Apache-2.0
%% Naive reverse: quadratic consing.
-module(nrev).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 300.

bench(N) ->
    List = lists:seq(1, N),
    repeat(2000, List, 0).

repeat(0, _, Sum) ->
    Sum;
repeat(N, List, Sum) ->
    [First | _] = reverse(List),
    repeat(N - 1, List, Sum + First).

reverse([]) -> [];
reverse([X | Xs]) -> append(reverse(Xs), [X]).

append([], Ys) -> Ys;
append([X | Xs], Ys) -> [X | append(Xs, Ys)].

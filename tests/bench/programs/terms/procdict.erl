%% SPDX-License-Identifier: Apache-2.0
%% The process dictionary as a table of results.
-module(procdict).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 150000.

bench(N) ->
    Sum = steps(1, N, 0),
    Keys = length([K || {{collatz, _} = K, _} <- get()]),
    [erase(K) || {{collatz, _} = K, _} <- get()],
    {Sum, Keys}.

steps(I, N, Sum) when I > N -> Sum;
steps(I, N, Sum) -> steps(I + 1, N, Sum + length_of(I)).

length_of(1) ->
    1;
length_of(I) ->
    case get({collatz, I}) of
        undefined ->
            Length = 1 + length_of(next(I)),
            put({collatz, I}, Length),
            Length;
        Length ->
            Length
    end.

next(I) when I band 1 =:= 0 -> I bsr 1;
next(I) -> 3 * I + 1.

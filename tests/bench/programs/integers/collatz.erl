%% SPDX-License-Identifier: Apache-2.0
%% The longest Collatz chain below N: loops, band, div.
-module(collatz).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 400000.

bench(N) ->
    longest(1, N, 0, 0).

longest(N, N, Best, Length) ->
    Best * 1000 + Length;
longest(I, N, Best, Length) ->
    case chain(I, 1) of
        Longer when Longer > Length -> longest(I + 1, N, I, Longer);
        _ -> longest(I + 1, N, Best, Length)
    end.

chain(1, Length) -> Length;
chain(I, Length) when I band 1 =:= 0 -> chain(I div 2, Length + 1);
chain(I, Length) -> chain(3 * I + 1, Length + 1).

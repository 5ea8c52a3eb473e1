%% SPDX-License-Identifier: Apache-2.0
%% Exceptions thrown through some frames and caught: throw, error, badmatch, after.
-module(raising).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 3000000.

bench(N) ->
    loop(N, 0).

loop(0, Sum) -> Sum;
loop(N, Sum) -> loop(N - 1, Sum + caught(N)).

caught(N) ->
    try
        deep(N rem 10, N)
    catch
        throw:{found, X} -> X;
        error:{badmatch, X} -> X + 1;
        error:function_clause -> 2;
        error:badarith -> 3
    end.

deep(0, N) -> fail(N rem 5, N);
deep(Depth, N) -> 1 + deep(Depth - 1, N).

fail(0, N) -> throw({found, N band 15});
fail(1, N) -> 0 = N band 15 + 1;
fail(2, N) -> only(N);
fail(3, N) -> N div (N - N);
fail(4, N) ->
    try
        throw({found, N band 7})
    after
        N
    end.

only(zero) -> 0.

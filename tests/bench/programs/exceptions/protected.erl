%% SPDX-License-Identifier: Apache-2.0
%% try, catch and after around code that seldom fails.
-module(protected).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 30000000.

bench(N) ->
    loop(N, 0).

loop(0, Sum) -> Sum;
loop(N, Sum) -> loop(N - 1, (Sum + guarded(N) + quiet(N)) band 16#ffffffff).

guarded(N) ->
    try half(N) of
        X when X > 1000 -> X - 1000;
        X -> X
    catch
        throw:odd -> 1
    end.

half(N) when N band 255 =:= 255 -> throw(odd);
half(N) -> N bsr 1.

quiet(N) ->
    case catch half(N) of
        odd -> 2;
        X -> X band 3
    end.

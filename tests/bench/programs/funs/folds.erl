%% SPDX-License-Identifier: Apache-2.0
%% OTP's higher-order list functions with funs of the program.
-module(folds).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 160.

bench(N) ->
    repeat(N, lists:seq(1, 50000), 0).

repeat(0, _, Sum) ->
    Sum;
repeat(N, List, Sum) ->
    Mapped = lists:map(fun(X) -> X * N + 1 end, List),
    Kept = lists:filter(fun(X) -> X rem 3 =/= 0 end, Mapped),
    Left = lists:foldl(fun(X, Acc) -> (Acc * 2 + X) band 16#ffffff end, 0, Kept),
    Right = lists:foldr(fun(X, Acc) -> Acc + X end, 0, Kept),
    Any = lists:any(fun(X) -> X < 0 end, Kept),
    Zipped = lists:zipwith(fun(X, Y) -> X - Y end, Mapped, List),
    repeat(N - 1, List, (Sum + Left + Right + lists:last(Zipped) + atom(Any)) band 16#ffffffff).

atom(true) -> 1;
atom(false) -> 0.

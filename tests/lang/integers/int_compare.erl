%% SPDX-License-Identifier: Apache-2.0
%% Comparison of integers of all sizes, with operators, guards, min and max.
-module(int_compare).
-export([main/0]).
-include("t.hrl").

main() ->
    V = lists:sort([S * (1 bsl B) + D || B <- [0, 58, 59, 60, 63, 64, 128], S <- [1, -1],
                                         D <- [-1, 0, 1]]),
    erlang:display(V),
    erlang:display([[order(A, B) || B <- V] || A <- V]),
    erlang:display([[relation(A, B) || B <- [-1, 0, 1 bsl 59, -(1 bsl 64), 1 bsl 64]] || A <- V]),
    erlang:display([{max(A, B), min(A, B)} || A <- V, B <- [0, 1 bsl 59, -(1 bsl 64)]]),
    erlang:display([X || X <- V, X > 0, X < 1 bsl 64]),
    erlang:display([X || X <- V, X =< -1 orelse X >= 1 bsl 63]),
    erlang:display(lists:sort(fun(A, B) -> abs(A) =< abs(B) end, V)),
    erlang:display(lists:usort(V ++ V)),
    erlang:display(equal((1 bsl 100) + 1, id(1) + (1 bsl id(100)))),
    erlang:display([X =:= id(1 bsl 59) || X <- V]),
    erlang:display([in_range(X) || X <- V]).

order(A, B) when A < B -> -1;
order(A, B) when A > B -> 1;
order(A, B) when A =:= B -> 0.

relation(A, B) -> [A < B, A =< B, A > B, A >= B, A == B, A /= B, A =:= B, A =/= B].

equal(A, B) -> {A =:= B, A == B, A - 1 =:= B, A =< B}.

in_range(X) when is_integer(X), 0 =< X, X < 10 -> digit;
in_range(X) when X >= -16#800000000000000, X =< 16#7ffffffffffffff -> small;
in_range(X) when X >= -16#8000000000000000, X =< 16#7fffffffffffffff -> int64;
in_range(_) -> big.

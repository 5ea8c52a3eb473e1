%% SPDX-License-Identifier: Apache-2.0
%% Selection on small integers: dense, sparse, negative, with holes, two ways, and bounds of
%% the small range.
-module(ctl_select_int).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display([dense(N) || N <- lists:seq(-3, 12)]),
    erlang:display([sparse(N) || N <- [-1000000, -1, 0, 1, 7, 8, 1000, 1001, 99999999, 1 bsl 40]]),
    erlang:display([holes(N) || N <- lists:seq(-2, 34)]),
    erlang:display([edges(N) || N <- edge_values()]),
    erlang:display([bytes(N) || N <- lists:seq(0, 255)]),
    erlang:display([mixed_arith(N) || N <- lists:seq(0, 9)]),
    [erlang:display({X, dense(X), sparse(X), edges(X), two(X)})
     || X <- [1.0, a, [], {}, <<1>>, "1", 1 bsl 64, -(1 bsl 64), 0.0, -0.0]],
    ?T(strict(id(3))),
    ?T(strict(id(4))),
    ?T(strict(id(3.0))).

dense(0) -> zero;
dense(1) -> one;
dense(2) -> two;
dense(3) -> three;
dense(4) -> four;
dense(5) -> five;
dense(6) -> six;
dense(7) -> seven;
dense(8) -> eight;
dense(9) -> nine;
dense(_) -> none.

sparse(-1000000) -> m1000000;
sparse(-1) -> m1;
sparse(0) -> z;
sparse(7) -> seven;
sparse(1000) -> k;
sparse(99999999) -> many;
sparse(1099511627776) -> two40;
sparse(_) -> none.

holes(N) ->
    case N of
        0 -> a; 2 -> b; 3 -> c; 4 -> d; 8 -> e; 9 -> e; 10 -> e; 16 -> f; 20 -> g; 21 -> h; 22 -> i;
        23 -> j; 24 -> k; 30 -> l; 32 -> m; _ -> none
    end.

edge_values() ->
    [(S * (1 bsl B)) + D || B <- [26, 27, 31, 32, 58, 59, 60, 62, 63, 64], S <- [1, -1],
                            D <- [-1, 0, 1]].

edges(16#3ffffff) -> p26m;
edges(16#8000000) -> p27;
edges(16#7fffffff) -> p31m;
edges(16#80000000) -> p31;
edges(16#ffffffff) -> p32m;
edges(16#7ffffffffffffff) -> p59m;
edges(16#800000000000000) -> p59;
edges(16#800000000000001) -> p59p;
edges(16#ffffffffffffffff) -> p64m;
edges(16#10000000000000000) -> p64;
edges(-16#800000000000000) -> n59;
edges(-16#800000000000001) -> n59m;
edges(-16#8000000000000000) -> n63;
edges(-16#8000000000000001) -> n63m;
edges(-16#10000000000000000) -> n64;
edges(_) -> o.

bytes(N) ->
    case N of
        $\t -> space; $\n -> space; $\r -> space; $\s -> space;
        $0 -> zero; $1 -> digit; $2 -> digit; $9 -> digit;
        $a -> low; $b -> low; $z -> low; $A -> up; $Z -> up;
        $" -> quote; $' -> quote; $\\ -> back; 127 -> del; 255 -> last;
        _ when N > 127 -> high;
        _ -> x
    end.

%% Computed values, so that no literal survives.
mixed_arith(N) ->
    case (N * 7 + 3) rem 5 of
        0 -> {zero, N};
        1 -> {one, N};
        2 -> {two, N};
        3 -> {three, N};
        4 -> {four, N}
    end.

two(1) -> one;
two(18446744073709551616) -> big;
two(_) -> other.

strict(1) -> a;
strict(2) -> b;
strict(3) -> c.

%% SPDX-License-Identifier: Apache-2.0
%% Body recursion a million deep, in several shapes; the stack grows, is collected, and shrinks.
%% heavy: large heap
-module(big_recursion).
-export([main/0]).
-include("t.hrl").

main() ->
    N = 1000000,
    erlang:display(sum(N)),
    erlang:display(length(build(N))),
    erlang:display(count(N)),
    erlang:display(lists:foldr(fun(X, A) -> X + A end, 0, lists:seq(1, N))),
    erlang:display(two(N div 2, 0)),
    erlang:display(with_frame(200000, a, [b], {c})),
    erlang:display(t:catching(fun() -> fail_at(300000) end)),
    erlang:display(try fail_at(300000) catch error:bottom -> caught end),
    erlang:display(fun_deep(200000, fun(X) -> X end)),
    erlang:display(mutual_a(N)),
    erlang:display(tree_depth(spine(300000, leaf))),
    erlang:display(gc_on_the_way(100000)),
    erlang:display(catch try_chain(2000)),
    erlang:display(catch_chain(100000)),
    erlang:display(lists:sum(lists:map(fun(X) -> X band 7 end, lists:seq(1, N)))).

sum(0) -> 0;
sum(N) -> N + sum(N - 1).

build(0) -> [];
build(N) -> [N | build(N - 1)].

count(0) -> 0;
count(N) -> 1 + count(N - 1).

two(0, Acc) -> Acc;
two(N, Acc) ->
    R = two(N - 1, Acc + 1),
    R + N band 1.

with_frame(0, A, B, C) -> {A, B, C};
with_frame(N, A, B, C) ->
    {X, Y, Z} = with_frame(N - 1, A, B, C),
    case N rem 3 of
        0 -> {Y, Z, X};
        1 -> {X, Y, Z};
        2 -> {Z, X, Y}
    end.

fail_at(0) -> error(bottom);
fail_at(N) -> [N | fail_at(N - 1)].

fun_deep(0, F) -> F(0);
fun_deep(N, F) -> 1 + F(fun_deep(N - 1, F)).

mutual_a(0) -> 0;
mutual_a(N) -> 1 + mutual_b(N - 1).
mutual_b(0) -> 0;
mutual_b(N) -> mutual_a(N - 1) + 2.

spine(0, T) -> T;
spine(N, T) -> spine(N - 1, {T, N}).

tree_depth(leaf) -> 0;
tree_depth({T, _}) -> 1 + tree_depth(T).

gc_on_the_way(0) -> erlang:garbage_collect(), 0;
gc_on_the_way(N) when N rem 20000 =:= 0 ->
    erlang:garbage_collect(),
    X = gc_on_the_way(N - 1),
    erlang:garbage_collect(),
    X + 1;
gc_on_the_way(N) -> L = [N, N], X = gc_on_the_way(N - 1), X + length(L).

try_chain(0) -> throw({bottom, 0});
try_chain(N) -> try try_chain(N - 1) catch throw:{bottom, K} -> throw({bottom, K + 1}) end.

catch_chain(0) -> throw(0);
catch_chain(N) -> 1 + (catch catch_chain(N - 1)).

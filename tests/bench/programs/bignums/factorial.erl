%% SPDX-License-Identifier: Apache-2.0
%% Factorials, divided again and printed: products of big by small and big by big, conversion.
-module(factorial).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 12000.

bench(N) ->
    Slow = up(1, N, 1),
    Slow = tree(1, N),
    Text = integer_to_list(tree(1, N div 2)),
    {length(Text), lists:sum(Text), down(N, Slow), erlang:phash2(Slow), Slow rem 1000003,
     list_to_integer(Text) band 16#ffff}.

up(I, N, Product) when I > N -> Product;
up(I, N, Product) -> up(I + 1, N, Product * I).

tree(N, N) ->
    N;
tree(From, To) ->
    Middle = (From + To) div 2,
    tree(From, Middle) * tree(Middle + 1, To).

down(0, Quotient) -> Quotient;
down(N, Quotient) -> down(N - 1, Quotient div N).

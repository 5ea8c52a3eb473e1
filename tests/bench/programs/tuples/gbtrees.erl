%% SPDX-License-Identifier: Apache-2.0
%% OTP's gb_trees: insert, look up, walk, delete.
-module(gbtrees).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 180000.

bench(N) ->
    Tree = fill(N, 1, gb_trees:empty()),
    Found = lookups(N, 3, Tree, 0),
    Less = thin(N div 2, 1, Tree),
    {gb_trees:size(Tree), Found, gb_trees:size(Less), walk(gb_trees:iterator(Less), 0)}.

next(X) -> (X * 1103515245 + 12345) band 16#7fffffff.

fill(0, _, Tree) -> Tree;
fill(N, X, Tree) -> fill(N - 1, next(X), gb_trees:enter(X, N, Tree)).

lookups(0, _, _, Sum) ->
    Sum;
lookups(N, X, Tree, Sum) ->
    case gb_trees:lookup(next(X), Tree) of
        {value, V} -> lookups(N - 1, next(X), Tree, Sum + V);
        none -> lookups(N - 1, X + 1, Tree, Sum + 1)
    end.

thin(0, _, Tree) -> Tree;
thin(N, X, Tree) -> thin(N - 1, next(X), gb_trees:delete_any(X, Tree)).

walk(Iterator, Sum) ->
    case gb_trees:next(Iterator) of
        {Key, Value, Rest} -> walk(Rest, (Sum * 7 + Key + Value) band 16#ffffffff);
        none -> Sum
    end.

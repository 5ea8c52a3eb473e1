%% SPDX-License-Identifier: Apache-2.0
%% Long and deep lists: body recursion, append in the middle, flattening.
%% heavy: large heap
-module(lst_deep).
-export([main/0]).
-include("t.hrl").

main() ->
    N = 100000,
    ?T(t:sum(build(N))),
    ?T(lists:sum(map(fun(X) -> X * 2 end, lists:seq(1, N)))),
    ?T(lists:foldr(fun(X, A) -> X - A end, 0, lists:seq(1, N))),
    ?T(length(lists:append([lists:seq(1, 100) || _ <- lists:seq(1, 500)]))),
    ?T(erlang:phash2(lists:flatten(nest(2000, [])))),
    ?T(length(append(lists:seq(1, 50000), lists:seq(1, 50000)))),
    ?T(sum_tree(tree(14))),
    ?T(interleave(lists:seq(1, 20), lists:seq(101, 110))),
    ?T(rle("aaabccddddde")),
    ?T(permutations([a, b, c, d])),
    ?T(length(permutations([1, 2, 3, 4, 5, 6]))),
    ?T(transpose([[1, 2, 3], [4, 5, 6], [7, 8, 9]])),
    ?T(transpose(id([[1, 2], [3]]))),
    ?T(quicksort([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5])),
    ?T(mergesort(lists:reverse(lists:seq(1, 33)))),
    ?T(lcs("the quick brown fox", "a quack brawn ox")),
    ?T(subsets([1, 2, 3, 4])).

build(0) -> [];
build(N) -> [N | build(N - 1)].

map(F, [H | T]) -> [F(H) | map(F, T)];
map(_, []) -> [].

nest(0, Acc) -> Acc;
nest(N, Acc) -> nest(N - 1, [N, [Acc], N]).

append([H | T], L) -> [H | append(T, L)];
append([], L) -> L.

tree(0) -> leaf;
tree(N) -> [tree(N - 1), N | tree(N - 1)].

sum_tree(leaf) -> 0;
sum_tree([L, N | R]) -> sum_tree(L) + N + sum_tree(R).

interleave([A | As], [B | Bs]) -> [A, B | interleave(As, Bs)];
interleave([], B) -> B;
interleave(A, []) -> A.

rle([C | Cs]) -> rle(Cs, C, 1);
rle([]) -> [].
rle([C | Cs], C, N) -> rle(Cs, C, N + 1);
rle([D | Cs], C, N) -> [{C, N} | rle(Cs, D, 1)];
rle([], C, N) -> [{C, N}].

permutations([]) -> [[]];
permutations(L) -> [[H | T] || H <- L, T <- permutations(L -- [H])].

transpose([[] | _]) -> [];
transpose(M) -> [[hd(R) || R <- M] | transpose([tl(R) || R <- M])].

quicksort([]) -> [];
quicksort([P | T]) -> quicksort([X || X <- T, X < P]) ++ [P] ++ quicksort([X || X <- T, X >= P]).

mergesort([]) -> [];
mergesort([X]) -> [X];
mergesort(L) ->
    {A, B} = lists:split(length(L) div 2, L),
    merge(mergesort(A), mergesort(B)).

merge([A | As], [B | _] = Bs) when A =< B -> [A | merge(As, Bs)];
merge(As, [B | Bs]) -> [B | merge(As, Bs)];
merge(As, []) -> As.

lcs(A, B) ->
    {_, Cs} = lists:foldl(
        fun(X, Row) -> lcs_row(X, B, Row) end, {0, [{0, []} || _ <- [0 | B]]}, A),
    {_, S} = lists:last(Cs),
    lists:reverse(S).

lcs_row(X, B, {I, Row}) ->
    {New, _} = lists:foldl(
        fun({Y, {Diag, Up}}, {[Left | _] = Acc, _}) ->
            Best = if X =:= Y -> {N, S} = Diag, {N + 1, [X | S]}; true -> max_of(Up, Left) end,
            {[Best | Acc], none}
        end,
        {[{0, []}], none}, lists:zip(B, lists:zip(lists:droplast(Row), tl(Row)))),
    {I + 1, lists:reverse(New)}.

max_of({A, _} = X, {B, _}) when A >= B -> X;
max_of(_, Y) -> Y.

subsets([]) -> [[]];
subsets([H | T]) ->
    S = subsets(T),
    [[H | X] || X <- S] ++ S.

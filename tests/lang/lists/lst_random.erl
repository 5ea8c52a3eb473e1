%% SPDX-License-Identifier: Apache-2.0
%% The lists module against simple definitions on random lists.
-module(lst_random).
-export([main/0]).
-include("t.hrl").

main() ->
    Ls = [list(N, N * 7 + 1) || N <- [0, 1, 2, 3, 10, 50, 200]],
    [erlang:display({length(L), [Name || {Name, F} <- checks(), not F(L)]}) || L <- Ls],
    erlang:display(erlang:phash2([lists:sort(L) || L <- Ls])),
    erlang:display([{A, B} || A <- Ls, B <- Ls, A -- B =/= subtract(A, B)]),
    erlang:display([1 || A <- Ls, B <- Ls,
        lists:merge(lists:sort(A), lists:sort(B)) =/= lists:sort(A ++ B)]),
    erlang:display([1 || A <- Ls, B <- Ls, lists:umerge(lists:usort(A),
        lists:usort(B)) =/= lists:usort(A ++ B)]),
    erlang:display([1 || A <- Ls, B <- Ls, lists:prefix(A, B) =/= (lists:sublist(B, length(A)) =:=
        A)]).

list(0, _) -> [];
list(N, S0) ->
    S = (S0 * 1103515245 + 12345) band 16#7fffffff,
    X = case S bsr 16 rem 5 of
        0 -> S rem 17; 1 -> (S rem 9) / 2; 2 -> element(1 + S rem 3, {a, b, c}); 3 ->
            {S rem 5, S rem 3}; 4 -> [S rem 4]
    end,
    [X | list(N - 1, S)].

checks() ->
    [{reverse, fun(L) -> lists:reverse(L) =:= reverse(L, []) end},
     {sorted, fun(L) -> ordered(lists:sort(L)) andalso length(lists:sort(L)) =:= length(L) end},
     {insertion, fun(L) -> lists:sort(L) =:= insertion(L) end},
     {usort, fun(L) -> lists:usort(L) =:= dedup(lists:sort(L)) end},
     {keysort, fun(L) -> P = [{E, I} || {I, E} <- lists:enumerate(L)], lists:keysort(1, P) =:=
         lists:sort(fun({A, _}, {B, _}) -> A =< B end, P) end},
     {split, fun(L) -> lists:all(fun(N) -> {A, B} = lists:split(N, L), A ++ B =:= L andalso
         length(A) =:= N end, lists:seq(0, length(L))) end},
     {zip, fun(L) -> {A, B} = lists:unzip(lists:zip(L, lists:reverse(L))), A =:= L andalso
         B =:= lists:reverse(L) end},
     {partition, fun(L) -> {A, B} = lists:partition(fun is_atom/1, L),
         A =:= [X || X <- L, is_atom(X)] andalso B =:= L -- A end},
     {foldl, fun(L) -> lists:foldl(fun(X, A) -> [X | A] end, [], L) =:= lists:reverse(L) end},
     {foldr, fun(L) -> lists:foldr(fun(X, A) -> [X | A] end, [], L) =:= L end},
     {map, fun(L) -> lists:map(fun(X) -> {X} end, L) =:= [{X} || X <- L] end},
     {member, fun(L) -> lists:all(fun(X) -> lists:member(X, L) end, L) andalso
         not lists:member(nope, L) end},
     {nth, fun(L) -> [lists:nth(I, L) || I <- lists:seq(1, length(L))] =:= L end},
     {nthtail, fun(L) -> lists:all(fun(I) -> lists:sublist(L, I) ++ lists:nthtail(I, L) =:= L end,
         lists:seq(0, length(L))) end},
     {delete, fun(L) -> lists:foldl(fun lists:delete/2, L, L) =:= [] end},
     {flatten, fun(L) -> lists:flatten([L, [[L]], []]) =:= lists:flatten(L ++ L) end},
     {seq, fun(L) -> N = length(L), lists:seq(1, N) =:= [I || {I, _} <- lists:enumerate(L)] end},
     {max, fun(L) -> L =:= [] orelse lists:max(L) == lists:last(lists:sort(L)) end},
     {takewhile, fun(L) -> lists:takewhile(fun is_number/1, L) ++ lists:dropwhile(fun is_number/1,
         L) =:= L end},
     {suffix, fun(L) -> lists:all(fun(I) -> lists:suffix(lists:nthtail(I, L), L) end,
         lists:seq(0, length(L))) end},
     {uniq, fun(L) -> length(lists:uniq(L)) =:=
         length(lists:foldl(fun(X, A) -> case lists:member(X, A) of true -> A; false ->
         [X | A] end end, [], L)) end},
     {tuple, fun(L) -> tuple_to_list(list_to_tuple(L)) =:= L end},
     {mapfold, fun(L) -> lists:mapfoldl(fun(X, N) -> {{N, X}, N + 1} end, 1, L) =:=
         {lists:enumerate(L), length(L) + 1} end}].

reverse([H | T], A) -> reverse(T, [H | A]);
reverse([], A) -> A.

ordered([A | [B | _] = T]) -> A =< B andalso ordered(T);
ordered(_) -> true.

insertion(L) -> lists:foldl(fun insert/2, [], L).
insert(X, [Y | T]) when Y =< X -> [Y | insert(X, T)];
insert(X, T) -> [X | T].

dedup([A | [B | T]]) when A == B -> dedup([A | T]);
dedup([A | T]) -> [A | dedup(T)];
dedup([]) -> [].

subtract(A, []) -> A;
subtract(A, [H | T]) -> subtract(remove(H, A), T).
remove(X, [Y | T]) when X =:= Y -> T;
remove(X, [Y | T]) -> [Y | remove(X, T)];
remove(_, []) -> [].

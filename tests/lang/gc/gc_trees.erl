%% SPDX-License-Identifier: Apache-2.0
%% Binary trees: allocation and death of many small structures, with checksums.
-module(gc_trees).
-export([main/0]).
-include("t.hrl").

main() ->
    Max = 10,
    erlang:display(check(make(Max + 1))),
    Long = make(Max),
    lists:foreach(
        fun(D) ->
            N = 1 bsl (Max - D + 4),
            S = lists:sum([check(make(D)) || _ <- lists:seq(1, N)]),
            erlang:display({N, D, S})
        end,
        lists:seq(4, Max, 4)),
    erlang:display(check(Long)),
    T = insert_all(random(2000, 42), nil),
    erlang:display({size_of(T), depth(T), erlang:phash2(to_list(T, []))}),
    T2 = lists:foldl(fun delete/2, T, random(1000, 42)),
    erlang:display({size_of(T2), erlang:phash2(to_list(T2, []))}),
    erlang:display({size_of(T), erlang:phash2(to_list(T, []))}).

make(0) -> {leaf, leaf};
make(D) -> {make(D - 1), make(D - 1)}.

check({leaf, leaf}) -> 1;
check({L, R}) -> 1 + check(L) + check(R).

random(0, _) -> [];
random(N, S) -> [S rem 100003 | random(N - 1, (S * 1103515245 + 12345) band 16#7fffffff)].

insert_all(L, T) -> lists:foldl(fun insert/2, T, L).

insert(X, nil) -> {nil, X, nil};
insert(X, {L, Y, R}) when X < Y -> {insert(X, L), Y, R};
insert(X, {L, Y, R}) when X > Y -> {L, Y, insert(X, R)};
insert(_, T) -> T.

delete(_, nil) -> nil;
delete(X, {L, Y, R}) when X < Y -> {delete(X, L), Y, R};
delete(X, {L, Y, R}) when X > Y -> {L, Y, delete(X, R)};
delete(_, {nil, _, R}) -> R;
delete(_, {L, _, nil}) -> L;
delete(_, {L, _, R}) -> {M, R2} = take_min(R), {L, M, R2}.

take_min({nil, X, R}) -> {X, R};
take_min({L, X, R}) -> {M, L2} = take_min(L), {M, {L2, X, R}}.

to_list(nil, Acc) -> Acc;
to_list({L, X, R}, Acc) -> to_list(L, [X | to_list(R, Acc)]).

size_of(nil) -> 0;
size_of({L, _, R}) -> size_of(L) + 1 + size_of(R).

depth(nil) -> 0;
depth({L, _, R}) -> 1 + max(depth(L), depth(R)).

%% SPDX-License-Identifier: Apache-2.0
%% Term order and equality over terms of every sequential kind: an insertion into a sorted list.
-module(compare).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 9000.

bench(N) ->
    Terms = [term(I, (I * 7919) rem 1009) || I <- lists:seq(1, N)],
    Sorted = lists:foldl(fun insert/2, [], Terms),
    Equal = length([ok || A <- Sorted, B <- lists:sublist(Terms, 100), A =:= B]),
    {length(Sorted), Equal, erlang:phash2(Sorted)}.

insert(Term, [First | Rest]) when Term > First -> [First | insert(Term, Rest)];
insert(Term, [First | _] = List) when Term == First -> List;
insert(Term, List) -> [Term | List].

term(I, X) ->
    case I rem 9 of
        0 -> X;
        1 -> X + 0.5;
        2 -> {point, X, [X, X + 1]};
        3 -> [X, {X}, I];
        4 -> <<"prefix", X:16, I:32>>;
        5 -> #{key => X, other => [I]};
        6 -> (X + 1) bsl 80;
        7 -> {point, X, [X, X + 2]};
        8 -> [atom, X | I]
    end.

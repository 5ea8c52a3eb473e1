%% SPDX-License-Identifier: Apache-2.0
%% A random program on a growing heap, checked against its own recomputation.
-module(gc_random).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display({S, run(S, 400)}) || S <- [1, 2, 3, 4, 5]].

run(Seed, N) ->
    A = steps(Seed, N, [], #{}),
    erlang:garbage_collect(),
    B = steps(Seed, N, [], #{}),
    {A =:= B, erlang:phash2(A)}.

steps(_, 0, Stack, Map) -> {Stack, lists:sort(maps:to_list(Map))};
steps(S0, N, Stack, Map) ->
    S = (S0 * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff,
    {Stack2, Map2} = op((S bsr 32) rem 12, S bsr 40, Stack, Map),
    steps(S, N - 1, lists:sublist(Stack2, 30), Map2).

op(0, X, St, M) -> {[X | St], M};
op(1, X, St, M) -> {[{X, St} | lists:nthtail(length(St) div 2, St)], M};
op(2, X, St, M) -> {[lists:seq(1, X rem 40) | St], M};
op(3, X, [A | St], M) -> {St, M#{X rem 64 => A}};
op(4, X, St, M) -> {[maps:get(X rem 64, M, none) | lists:sublist(St, 10)], M};
op(5, X, St, M) -> {[<<X:(X rem 200)>> | St], M};
op(6, X, St, M) -> {[list_to_tuple(lists:sublist(St, X rem 5)) | St], M};
op(7, X, St, M) -> {[X * X * X, X / 7 | St], M};
op(8, _, [A, B | St], M) -> {[[A | B], {B, A} | St], M};
op(9, X, St, M) -> {[binary:copy(<<X>>, X rem 300) | St], maps:remove(X rem 64, M)};
op(10, _, [A | St], M) -> {[binary_to_term(term_to_binary(small(A))) | St], M};
op(11, X, St, M) -> {[maps:with([X rem 64, X rem 7], M) | lists:reverse(St)], M};
op(_, _, St, M) -> {St, M}.

small(A) ->
    case erlang:external_size(A) of
        N when N > 10000 -> {too_big, N};
        _ -> A
    end.

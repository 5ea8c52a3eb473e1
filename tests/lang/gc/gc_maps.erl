%% SPDX-License-Identifier: Apache-2.0
%% Large maps under constant updates, with values of all kinds.
-module(gc_maps).
-export([main/0]).
-include("t.hrl").

main() ->
    erlang:display(cache(4000, #{}, 0)),
    erlang:display(histogram(8000, 7, #{})),
    erlang:display(nested(1000, #{})),
    erlang:display(versions(100, #{}, [])),
    erlang:display(grow_shrink(3, 500)),
    erlang:display(memo(300)),
    erlang:display(small_maps(5000, 0)).

cache(0, M, Hits) -> {map_size(M), Hits};
cache(N, M, Hits) ->
    K = (N * 7919) rem 997,
    case M of
        #{K := {V, _}} -> cache(N - 1, M#{K := {V + 1, [N]}}, Hits + 1);
        #{} when map_size(M) > 500 -> cache(N - 1, maps:remove((N * 31) rem 997, M), Hits);
        #{} -> cache(N - 1, M#{K => {0, []}}, Hits)
    end.

histogram(0, _, M) -> {map_size(M), lists:sum(maps:values(M)),
    erlang:phash2(lists:sort(maps:to_list(M)))};
histogram(N, S, M) ->
    K = {S rem 50, (S bsr 8) rem 20},
    histogram(N - 1, (S * 1103515245 + 12345) band 16#7fffffff, maps:update_with(K, fun(X) ->
        X + 1 end, 1, M)).

nested(0, M) -> {map_size(M), lists:sum([map_size(X) || X <- maps:values(M)])};
nested(N, M) ->
    A = N rem 40,
    Inner = maps:get(A, M, #{}),
    nested(N - 1, M#{A => Inner#{N => [N]}}).

versions(0, _, Acc) -> {length(Acc), lists:sum([map_size(M) || M <- Acc]),
    lists:sum([lists:sum(maps:values(M)) || M <- Acc])};
versions(N, M, Acc) -> M2 = M#{N => N * 2}, versions(N - 1, M2, [M2 | Acc]).

grow_shrink(0, _) -> done;
grow_shrink(R, N) ->
    M = lists:foldl(fun(I, A) -> A#{I => {I}} end, #{}, lists:seq(1, N)),
    E = lists:foldl(fun maps:remove/2, M, lists:seq(1, N, 1)),
    E =:= #{} orelse error({not_empty, E}),
    grow_shrink(R - 1, N).

memo(N) -> {V, M} = collatz(N, #{1 => 0}), {V, map_size(M)}.
collatz(1, M) -> {0, M};
collatz(N, M) ->
    {_, M1} = collatz(N - 1, M),
    steps(N, M1).
steps(N, M) when is_map_key(N, M) -> {map_get(N, M), M};
steps(N, M) ->
    Next = if N rem 2 =:= 0 -> N div 2; true -> 3 * N + 1 end,
    {S, M1} = steps(Next, M),
    {S + 1, M1#{N => S + 1}}.

small_maps(0, S) -> S;
small_maps(N, S) ->
    M = #{a => N, b => [N], c => #{d => N}},
    #{a := A, c := #{d := D}} = M#{a := N + 1},
    small_maps(N - 1, (S + A + D) rem 1000003).

%% SPDX-License-Identifier: Apache-2.0
%% A long random sequence of operations on a map, against an ordered list.
-module(map_random).
-export([main/0]).
-include("t.hrl").

main() ->
    [run(Seed, Range, 1500) || {Seed, Range} <- [{1, 20}, {2, 40}, {3, 70}, {4, 1000}]],
    erlang:display(done).

run(Seed, Range, Steps) -> run(Seed, Range, Steps, #{}, []).

run(S, R, 0, M, L) ->
    check(M, L),
    erlang:display({S rem 1000, R, map_size(M), erlang:phash2(lists:sort(maps:to_list(M)))});
run(S0, R, N, M, L) ->
    S = (S0 * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff,
    K = key((S bsr 33) rem R),
    {M1, L1} =
        case (S bsr 20) rem 6 of
            0 -> {maps:remove(K, M), orddict:erase(K, L)};
            1 -> {M#{K => N}, orddict:store(K, N, L)};
            2 -> {maps:put(K, {N}, M), orddict:store(K, {N}, L)};
            3 ->
                case M of
                    #{K := _} -> {M#{K := [N]}, orddict:store(K, [N], L)};
                    #{} -> {M#{K => new}, orddict:store(K, new, L)}
                end;
            4 -> {maps:update_with(K, fun(_) -> N end, 0, M), orddict:update(K, fun(_) -> N end, 0,
                L)};
            5 ->
                Add = [{key((S bsr 10) rem R), a}, {key((S bsr 40) rem R), b}],
                {maps:merge(M, maps:from_list(Add)), lists:foldl(fun({A, B}, D) ->
                    orddict:store(A, B, D) end, L, Add)}
        end,
    N rem 50 =:= 0 andalso check(M1, L1),
    run(S, R, N - 1, M1, L1).

key(N) when N rem 3 =:= 0 -> N;
key(N) when N rem 3 =:= 1 -> {k, N};
key(N) -> <<N:24>>.

check(M, L) ->
    true = map_size(M) =:= length(L),
    true = lists:sort(maps:to_list(M)) =:= lists:sort(L),
    true = maps:from_list(L) =:= M,
    true = erlang:phash2(maps:from_list(lists:reverse(L))) =:= erlang:phash2(M),
    [V = maps:get(K, M) || {K, V} <- L],
    ok.

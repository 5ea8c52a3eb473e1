%% SPDX-License-Identifier: Apache-2.0
%% Maps whose keys the compiler knows are laid out before the program runs; from many pairs at once,
%% also with equal keys; one pair more.
-module(map_constant_keys).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([known(A, B) || A <- [1, [], {}], B <- [2, [], #{}]]),
    ?T([maps:keys(known(A, [])) || A <- [1, []]]),
    ?T(known([], []) =:= #{b => [], a => [], "z" => [], 1 => [], 1.0 => [], {x, 1} => [], [] => []}),
    ?T(one([])),
    ?T(one(self()) =:= #{one => self()}),
    ?T([lists:sort(maps:to_list(bag(N))) || N <- [1, 32]]),
    ?T((known(1, 2))#{a := 3, new => 4}),
    ?T([from_pairs(Count, Distinct) || Count <- [1, 30, 33, 40, 1500],
                                      Distinct <- [1, 31, 32, 33, 900, 1 bsl 40]]),
    ?T([grow(N) || N <- [1, 2, 31, 32, 33, 50]]),
    ?T([grow_atoms(N) || N <- [1, 5, 33]]).

known(A, B) ->
    #{b => A, a => B, "z" => A, 1 => B, 1.0 => A, {x, 1} => B, [] => A}.

one(A) -> #{one => A}.

%% More keys than a flat map has.
bag(N) ->
    #{a1 => N, a2 => N, a3 => N, a4 => N, a5 => N, a6 => N, a7 => N, a8 => N, a9 => N, a10 => N,
      b1 => N, b2 => N, b3 => N, b4 => N, b5 => N, b6 => N, b7 => N, b8 => N, b9 => N, b10 => N,
      c1 => N, c2 => N, c3 => N, c4 => N, c5 => N, c6 => N, c7 => N, c8 => N, c9 => N, c10 => N,
      d1 => N, d2 => N, d3 => N, d4 => N}.

from_pairs(Count, Distinct) ->
    Map = maps:from_list([{{k, I * 7919 rem Distinct}, I} || I <- lists:seq(1, Count)]),
    {map_size(Map), erlang:phash2(lists:sort(maps:to_list(Map)))}.

grow(N) ->
    Map = lists:foldl(fun(I, M) -> M#{{k, N - I} => I, I => {I}} end, #{}, lists:seq(1, N)),
    {map_size(Map), lists:sort(maps:to_list(Map))}.

grow_atoms(N) ->
    Name = fun(I) -> list_to_atom("key" ++ integer_to_list(I * 37 rem 101)) end,
    Map = lists:foldl(fun(I, M) -> M#{Name(I) => I} end, #{}, lists:seq(1, N)),
    Again = lists:foldl(fun(I, M) -> M#{Name(I) => I} end, Map, lists:seq(1, N)),
    {Map =:= Again, lists:sort(maps:to_list(Map))}.

%% SPDX-License-Identifier: Apache-2.0
%% Keys, values and pairs of a map are told in the same order, however large it is.
%% heavy: large heap
-module(map_one_order).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([orders(Size) || Size <- [0, 1, 32, 33, 100, 1000, 1001, 1500, 1501, 5000, 40000]]).

orders(Size) ->
    Map = maps:from_list([{{key, I}, I} || I <- lists:seq(1, Size)]),
    Pairs = maps:to_list(Map),
    {Size, maps:keys(Map) =:= [K || {K, _} <- Pairs], maps:values(Map) =:= [V || {_, V} <- Pairs],
     walk(maps:next(maps:iterator(Map))) =:= maps:fold(fun(K, V, All) -> [{K, V} | All] end, [], Map),
     lists:sort(Pairs) =:= [{{key, I}, I} || I <- lists:seq(1, Size)]}.

walk(Next) -> walk(Next, []).

walk(none, All) -> All;
walk({Key, Value, Iterator}, All) -> walk(maps:next(Iterator), [{Key, Value} | All]).

%% SPDX-License-Identifier: Apache-2.0
%% maps:from_list/1, from_keys/2, keys/1, values/1 of so many keys that they take several time
%% slices: results, repeated keys, collections in between, faults at the end.
%% heavy: long lists
-module(map_long_lists).
-export([main/0]).
-include("t.hrl").

main() ->
    [sizes(N) || N <- [32, 33, 1023, 1024, 1025, 4096, 8191, 8192, 70000]],
    repeated(),
    deep(),
    faults().

sizes(N) ->
    Keys = [key(I) || I <- lists:seq(1, N)],
    Pairs = [{K, {I, K}} || {I, K} <- lists:zip(lists:seq(1, N), Keys)],
    Map = maps:from_list(Pairs),
    Same = maps:from_keys(Keys, value),
    Listed = maps:keys(Map),
    Values = maps:values(Map),
    t:p("~p", [{N, map_size(Map), map_size(Same), Listed =:= maps:keys(Same),
                lists:sort(Listed) =:= lists:sort(Keys),
                [K || {_, K} <- Values] =:= Listed,
                lists:all(fun({K, V}) -> map_get(K, Map) =:= V end, Pairs),
                lists:usort(maps:values(Same)),
                Map =:= lists:foldl(fun({K, V}, M) -> M#{K => V} end, #{}, Pairs)}]).

key(I) when I rem 7 =:= 0 -> {I, "text"};
key(I) when I rem 5 =:= 0 -> integer_to_binary(I);
key(I) when I rem 3 =:= 0 -> I / 2;
key(I) -> I bsl (I rem 90).

%% The last one of equal keys counts.
repeated() ->
    Pairs = [{I rem 20000, I} || I <- lists:seq(1, 50000)],
    Map = maps:from_list(Pairs),
    t:p("~p", [{map_size(Map), map_get(0, Map), map_get(10000, Map), map_get(10001, Map),
                map_get(19999, Map), erlang:phash2(lists:sort(maps:to_list(Map)))}]),
    Few = maps:from_list([{I rem 30, I} || I <- lists:seq(1, 50000)]),
    t:p("~p", [Few]),
    t:p("~p", [maps:from_keys([I rem 31 || I <- lists:seq(1, 50000)], <<"value">>)]).

%% Keys and values that are made while the function before still has its place on the heap.
deep() ->
    Maps = [maps:from_list([{{N, I}, [I, {N}]} || I <- lists:seq(1, 5000)])
            || N <- lists:seq(1, 20)],
    t:p("~p", [lists:sum([I || Map <- Maps, [I, _] <- maps:values(Map)])]),
    t:p("~p", [lists:sum([I + N || Map <- Maps, {N, I} <- maps:keys(Map)])]).

%% (erl 25 does not come back from long lists that hold or end in something else than tuples.)
faults() ->
    Pairs = [{I, I} || I <- lists:seq(1, 30000)],
    [t:p("~p", [fault(fun() -> maps:from_list(Pairs ++ Tail) end)])
     || Tail <- [[{1}], [{1, 2, 3}]]].

fault(Fun) ->
    {error, Reason, [{M, F, Args, Info} | _]} = t:catching(Fun),
    {Reason, M, F, [length_of(A) || A <- Args], Info}.

length_of([_ | Tail]) -> {1, length_of(Tail, 1)};
length_of(Term) -> Term.

length_of([_ | Tail], N) -> length_of(Tail, N + 1);
length_of(Tail, N) -> {N, Tail}.

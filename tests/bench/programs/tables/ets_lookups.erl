%% SPDX-License-Identifier: Apache-2.0
%% ETS, set: insert, lookup, member, lookup_element, with small and with tuple keys.
-module(ets_lookups).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 200000.

bench(N) ->
    T = ets:new(table, [set]),
    insert(N, T),
    Found = lookups(N, T, 0),
    Members = members(2 * N, T, 0),
    Elements = elements(N, T, 0),
    Size = ets:info(T, size),
    ets:delete(T),
    {Found, Members, Elements, Size}.

insert(0, _) -> ok;
insert(N, T) ->
    ets:insert(T, {N, N * 3}),
    N rem 4 =:= 0 andalso ets:insert(T, {{key, N}, N, <<"value">>}),
    insert(N - 1, T).

lookups(0, _, Sum) -> Sum;
lookups(N, T, Sum) ->
    [{_, V}] = ets:lookup(T, N),
    W = case ets:lookup(T, {key, N}) of
            [{_, X, _}] -> X;
            [] -> 0
        end,
    lookups(N - 1, T, (Sum + V + W) band 16#fffffff).

members(0, _, Sum) -> Sum;
members(N, T, Sum) ->
    case ets:member(T, N) of
        true -> members(N - 1, T, Sum + 1);
        false -> members(N - 1, T, Sum)
    end.

elements(0, _, Sum) -> Sum;
elements(N, T, Sum) -> elements(N - 1, T, (Sum + ets:lookup_element(T, N, 2)) band 16#fffffff).

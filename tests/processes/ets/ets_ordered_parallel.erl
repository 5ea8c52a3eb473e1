%% SPDX-License-Identifier: Apache-2.0
%% Ordered tables that several processes write at the same time: counters lose nothing, objects that
%% stay are seen by every traversal, in order.
-module(ets_ordered_parallel).
-export([main/0]).

main() ->
    [begin
         erlang:display({Concurrency, Options}),
         run([ordered_set, public, {write_concurrency, Concurrency} | Options])
     end || Concurrency <- [true, auto], Options <- [[], [compressed]]].

run(Options) ->
    T = ets:new(t, Options),
    [ets:insert(T, {key(I * 10), I, "stays"}) || I <- lists:seq(1, 1000)],
    Readers = [spawn_monitor(fun() -> read(T, Kind, 6) end)
               || Kind <- [next, prev, select, chunks, fixed, foldl]],
    Writers = [spawn_monitor(fun() -> write(T, W, 3000, W) end) || W <- lists:seq(1, 6)],
    [receive {'DOWN', Ref, process, _, Reason} -> normal = Reason end
     || {_, Ref} <- Readers ++ Writers],
    erlang:display({ets:info(T, size), ets:lookup(T, count), ets:first(T), ets:last(T),
                    ets:select_count(T, [{{'_', '_', "stays"}, [], [true]}]),
                    length(element(1, ets:match(T, {'$1', '_', '_'}, 500))),
                    ets:slot(T, 17), ets:slot(T, ets:info(T, size))}),
    1001 = ets:select_delete(T, [{'_', [], [true]}]),
    '$end_of_table' = ets:first(T),
    ets:delete(T).

key(I) when I rem 20 =:= 0 -> I;
key(I) -> {I rem 70, I}.

%% Own keys between those that stay, and a counter of all.
write(_, _, 0, _) -> ok;
write(T, W, N, X) ->
    Key = key(X rem 10000 div 10 * 10 + W),
    case N rem 3 of
        0 -> ets:insert(T, {Key, W, [N]});
        1 -> ets:insert_new(T, {Key, W, N, []});
        2 -> ets:delete(T, Key)
    end,
    ets:update_counter(T, count, 1, {count, 0}),
    N rem 500 =:= 0 andalso ets:insert(T, [{{W, I}, W} || I <- lists:seq(20000, 20030)]),
    N rem 500 =:= 0 andalso ets:match_delete(T, {{W, '_'}, W}),
    ets:delete(T, Key),
    write(T, W, N - 1, (X * 1103515245 + 12345) band 16#7fffffff).

read(_, _, 0) -> ok;
read(T, Kind, N) ->
    Keys = keys(T, Kind),
    Keys = lists:usort(Keys),
    Stay = [K || I <- lists:seq(1, 1000), K <- [key(I * 10)]],
    [] = ordsets:subtract(lists:sort(Stay), Keys),
    read(T, Kind, N - 1).

keys(T, next) -> up(T, ets:first(T));
keys(T, prev) -> down(T, ets:last(T), []);
keys(T, select) -> ets:select(T, [{{'$1', '_', '_'}, [], ['$1']}]);
keys(T, chunks) -> chunks(ets:select_reverse(T, [{{'$1', '_', '_'}, [], ['$1']}], 50), []);
keys(T, fixed) ->
    ets:safe_fixtable(T, true),
    Keys = keys(T, next),
    ets:safe_fixtable(T, false),
    Keys;
keys(T, foldl) -> lists:reverse(ets:foldl(fun(Object, Keys) -> [element(1, Object) | Keys] end, [], T)).

up(_, '$end_of_table') -> [];
up(T, Key) -> [Key | up(T, ets:next(T, Key))].

down(_, '$end_of_table', Keys) -> Keys;
down(T, Key, Keys) -> down(T, ets:prev(T, Key), [Key | Keys]).

chunks('$end_of_table', Keys) -> Keys;
chunks({Found, Continuation}, Keys) ->
    chunks(ets:select_reverse(Continuation), lists:reverse(Found) ++ Keys).

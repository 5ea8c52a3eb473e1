%% SPDX-License-Identifier: Apache-2.0
%% What erts_internal does with tables for ets:info(Table, binary): going through a private table of
%% another process, pseudo-deleted objects included.
-module(ets_internal).
-export([main/0]).

main() -> [run(Type) || Type <- [set, bag, ordered_set]], bad().

run(Type) ->
    T = ets:new(t, [Type, private]),
    B = binary:copy(<<7>>, 100),
    ets:insert(T, [{1, B}, {2, small}, {3, B, {B, self()}}]),
    Self = self(),
    {_, Ref} = spawn_monitor(fun() -> other(T, Self) end),
    receive {'DOWN', Ref, process, _, Reason} -> erlang:display(Reason) end,
    ets:safe_fixtable(T, true),
    [ets:delete(T, K) || K <- [1, 2]],
    erlang:display({Type, ets:first(T), keys(T, erts_internal:ets_raw_first(T))}),
    erlang:display(info(T, 3)),
    erlang:display(length(ets:info(T, binary)) > 0),
    ets:delete(T).

other(T, _) ->
    {badarg, _} = refused(fun() -> ets:lookup(T, 2) end),
    ok = erts_internal:ets_super_user(true),
    [{2, small}] = ets:lookup(T, 2),
    [1, 2, 3] = keys(T, erts_internal:ets_raw_first(T)),
    erlang:display([info(T, K) || K <- [1, 2, 3, 4]]),
    ok = erts_internal:ets_super_user(false),
    {badarg, _} = refused(fun() -> ets:lookup(T, 2) end).

refused(Fun) ->
    try Fun() catch error:Reason:Stack -> {Reason, Stack} end.

keys(T, First) -> lists:sort(walk(T, First)).

walk(_, '$end_of_table') -> [];
walk(T, Key) -> [Key | walk(T, erts_internal:ets_raw_next(T, Key))].

info(T, Key) -> [Bytes || {_, Bytes, _} <- erts_internal:ets_lookup_binary_info(T, Key)].

bad() ->
    [try erlang:display(apply(erts_internal, F, A))
     catch error:Reason:Stack ->
             {M, N, _, Info} = hd(Stack),
             erlang:display({Reason, M, N, Info})
     end || {F, A} <- [{ets_super_user, [maybe]}, {ets_raw_first, [nosuch]},
                       {ets_raw_next, [nosuch, 1]}, {ets_lookup_binary_info, [nosuch, 1]}]].

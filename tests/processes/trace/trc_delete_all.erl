%% SPDX-License-Identifier: Apache-2.0
%% A long ets:delete_all_objects/1 leaves the scheduler, and lets others in before it is through:
%% they may let loose a fixed table.
-module(trc_delete_all).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?T([deleted(Type, Fixed) || Type <- [set, bag, duplicate_bag], Fixed <- [true, false]]),
    ok.

deleted(Type, Fixed) ->
    Table = ets:new(table, [Type, public]),
    ets:insert(Table, [{N, N} || N <- lists:seq(1, 50000)]),
    Self = self(),
    {Other, Monitor} = spawn_monitor(fun() -> other(Self, Table, Fixed) end),
    receive {Other, ready} -> ok end,
    true = ets:delete_all_objects(Table),
    Other ! deleted,
    receive {'DOWN', Monitor, process, Other, Reason} -> ok end,
    Left = {ets:info(Table, size), ets:info(Table, safe_fixed), ets:first(Table)},
    ets:insert(Table, {1, 2}),
    {Type, Reason, Left, ets:tab2list(Table)}.

other(Main, Table, Fixed) ->
    erlang:trace(Main, true, [running]),
    Fixed andalso ets:safe_fixtable(Table, true),
    Main ! {self(), ready},
    Left = left(Main),
    Fixed andalso ets:safe_fixtable(Table, false),
    exit(Left).

left(Main) ->
    receive
        {trace, Main, out, {ets, internal_delete_all, 2}} -> left;
        {trace, Main, _, _} -> left(Main);
        deleted -> not_left
    end.

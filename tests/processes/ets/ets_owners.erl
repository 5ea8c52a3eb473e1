%% SPDX-License-Identifier: Apache-2.0
%% Owners of tables: what becomes of a table when its owner ends, heirs, give_away, access by others.
-module(ets_owners).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    dies_with_owner(),
    heirs(),
    gifts(),
    access(),
    names(),
    many().

owner(Options) ->
    Self = self(),
    Pid = spawn(fun() ->
                        Table = ets:new(table, Options),
                        ets:insert(Table, [{N, N} || N <- lists:seq(1, 100)]),
                        Self ! {self(), Table},
                        receive stop -> ok end
                end),
    proc:names(Pid, owner),
    receive {Pid, Table} -> {Pid, Table} end.

finish(Pid) ->
    Ref = monitor(process, Pid),
    Pid ! stop,
    ?S(proc:down(Ref)).

dies_with_owner() ->
    {Pid, Table} = owner([named_table]),
    ?S(ets:info(table, size)),
    finish(Pid),
    ?S(ets:whereis(Table)),
    ?S(ets:info(Table)),
    ?R(ets:lookup(Table, 1)),
    ?S(ets:new(table, [named_table])),
    ?S(ets:delete(table)).

heirs() ->
    {Pid, Table} = owner([{heir, self(), gift}]),
    ?S(ets:info(Table, heir)),
    finish(Pid),
    ?S(proc:next()),
    ?S(ets:info(Table, owner)),
    ?S(ets:info(Table, heir)),
    ?S(ets:insert(Table, {new, 1})),
    ?S(ets:info(Table, size)),
    {Pid2, Table2} = owner([{heir, Pid, gift}, ordered_set]),
    ?S(ets:info(Table2, heir)),
    finish(Pid2),
    ?S(ets:info(Table2, size)),
    {Pid3, Table3} = owner([{heir, self(), {large, lists:seq(1, 20), <<0:2000>>}}, named_table]),
    finish(Pid3),
    ?S(proc:next()),
    ?S(ets:setopts(Table3, {heir, none})),
    ?S(ets:info(Table3, heir)),
    ?S(ets:delete(Table3)).

gifts() ->
    Self = self(),
    Table = ets:new(table, [private]),
    ets:insert(Table, {1, 2}),
    Pid = spawn(fun() ->
                        receive {'ETS-TRANSFER', T, From, Gift} ->
                            Self ! {got, From =:= Self, Gift, ets:lookup(T, 1), ets:info(T, owner)},
                            receive back -> ets:give_away(T, Self, back) end
                        end
                end),
    proc:names(Pid, other),
    ?S(ets:give_away(Table, Pid, {gift, "for", <<"you">>})),
    ?S(receive {got, A, B, C, _} -> {A, B, C} end),
    ?S(ets:info(Table, owner)),
    ?S(ets:lookup(Table, 1)),
    ?S(ets:give_away(Table, self(), x)),
    Pid ! back,
    ?S(proc:next()),
    ?S(ets:lookup(Table, 1)),
    ?S(proc:ended(Pid)),
    ?R(ets:give_away(Table, Pid, x)),
    ?R(ets:give_away(Table, self(), x)),
    ?S(ets:delete(Table)).

access() ->
    {Pid, _} = owner([named_table]),
    [?R(ets:insert(table, {1})), ?R(ets:delete(table)), ?R(ets:rename(table, x)),
     ?R(ets:setopts(table, [])), ?R(ets:give_away(table, self(), x)), ?S(ets:lookup(table, 1)),
     ?S(ets:safe_fixtable(table, true)), ?S(ets:safe_fixtable(table, false))],
    finish(Pid),
    {Pid2, _} = owner([named_table, private]),
    [?R(ets:lookup(table, 1)), ?R(ets:first(table)), ?R(ets:select(table, [])), ?S(ets:info(table, size)),
     ?R(ets:safe_fixtable(table, true)), ?S(ets:info(table, protection))],
    finish(Pid2),
    {Pid3, _} = owner([named_table, public]),
    [?R(ets:setopts(table, [])), ?R(ets:give_away(table, self(), x)), ?S(ets:insert(table, {1})),
     ?S(ets:rename(table, other)), ?S(ets:lookup(other, 1)), ?S(ets:delete(other)),
     ?S(ets:info(other))],
    finish(Pid3).

names() ->
    ?S(ets:new(one, [named_table])),
    Id = ets:whereis(one),
    ?S(ets:info(Id, name)),
    ?S(ets:insert(Id, {a})),
    ?S(ets:rename(one, two)),
    ?S(ets:whereis(one)),
    ?S(ets:whereis(two) =:= Id),
    ?S(ets:lookup(two, a)),
    ?S(ets:rename(Id, three)),
    ?S(ets:lookup(three, a)),
    ?S(binary_to_term(term_to_binary(Id)) =:= Id),
    ?S(ets:lookup(binary_to_term(term_to_binary(Id)), a)),
    ?S(lists:member(three, ets:all())),
    ?S(ets:delete(three)),
    ?R(ets:lookup(three, a)).

%% A process with many tables, some of them large.
many() ->
    Before = length(ets:all()),
    Self = self(),
    Pid = spawn(fun() ->
                        [begin
                             T = ets:new(t, [set, public]),
                             ets:insert(T, [{K, K} || K <- lists:seq(1, N * 100)])
                         end || N <- lists:seq(1, 100)],
                        Self ! made,
                        receive stop -> ok end
                end),
    receive made -> ok end,
    ?S(length(ets:all()) - Before),
    finish(Pid),
    ?S(length(ets:all()) - Before).

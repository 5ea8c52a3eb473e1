%% SPDX-License-Identifier: Apache-2.0
%% erlang:garbage_collect/0 has collected when it returns, with no other call in between.
-module(gcr_at_once).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Large = binary:copy(<<"x">>, 1000),
    Before = process_info(self(), binary),
    Table = ets:new(table, []),
    ets:insert(Table, {key, Large}),
    [{key, Large}] = ets:lookup(Table, key),
    [{_, Large}] = ets:lookup(Table, key),
    Used = process_info(self(), binary),
    ets:delete_all_objects(Table),
    garbage_collect(),
    After = process_info(self(), binary),
    ?T({count(Before), count(Used), count(After)}),
    {_, Size1} = process_info(self(), total_heap_size),
    List = lists:seq(1, 100000),
    {_, Size2} = process_info(self(), total_heap_size),
    100000 = length(List),
    true = garbage_collect(self(), [{type, major}]),
    {_, Size3} = process_info(self(), total_heap_size),
    ?T({Size2 > Size1, Size3 < Size2}),
    ?T({garbage_collect(), garbage_collect(self()), garbage_collect()}),
    ?T(byte_size(Large)).

count({binary, Binaries}) -> lists:sort([{Size, References} || {_, Size, References} <- Binaries]).

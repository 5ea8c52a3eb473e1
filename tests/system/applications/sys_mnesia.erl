%% SPDX-License-Identifier: Apache-2.0
%% include: mnesia
%% Mnesia: tables in memory, on disc, and both; transactions, indexes, concurrent writers, a restart.
-module(sys_mnesia).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-record(person, {name, age}).

main() ->
    logger:set_primary_config(level, none),
    application:set_env(mnesia, dir, "mnesia"),
    ?S(mnesia:create_schema([node()])),
    ?S(mnesia:start()),
    ?S(mnesia:create_table(person, [{attributes, record_info(fields, person)},
                                    {disc_copies, [node()]}, {index, [age]}])),
    ?S(mnesia:create_table(ram, [{attributes, [k, v]}, {ram_copies, [node()]},
                                 {type, ordered_set}])),
    ?S(mnesia:create_table(disc, [{attributes, [k, v]}, {disc_only_copies, [node()]}])),
    ?S(mnesia:create_table(ram, [{attributes, [k, v]}])),
    ?S(mnesia:transaction(fun() ->
               lists:foreach(fun(I) -> mnesia:write(#person{name = I, age = I rem 50}) end,
                             lists:seq(1, 1000))
       end)),
    ?S(mnesia:transaction(fun() -> mnesia:delete({person, 1}), mnesia:abort(bye) end)),
    ?S(mnesia:transaction(fun() -> length(mnesia:index_read(person, 7, #person.age)) end)),
    [ok = mnesia:dirty_write({ram, I, I * I}) || I <- lists:seq(1, 100)],
    [ok = mnesia:dirty_write({disc, I, I * I}) || I <- lists:seq(1, 100)],
    Self = self(),
    Writers = [spawn_link(fun() -> [add_one() || _ <- lists:seq(1, 50)], Self ! {done, self()} end)
               || _ <- lists:seq(1, 4)],
    [receive {done, Pid} -> ok end || Pid <- Writers],
    ?S(mnesia:dirty_read(ram, 1)),
    ?S(mnesia:transaction(fun() -> mnesia:foldl(fun({_, _, V}, Sum) -> V + Sum end, 0, disc) end)),
    ?S(mnesia:dirty_select(person, [{#person{name = '$1', age = 7}, [{'<', '$1', 200}], ['$1']}])),
    ?S(mnesia:stop()),
    ?S(mnesia:start()),
    ?S(mnesia:wait_for_tables([person, ram, disc], 10000)),
    ?S({mnesia:table_info(person, size), mnesia:table_info(ram, size), mnesia:dirty_read(disc, 9),
        mnesia:dirty_read(person, 3)}),
    ?S(mnesia:dump_tables([ram])),
    ?S(mnesia:stop()).

add_one() ->
    {atomic, ok} = mnesia:transaction(fun() ->
                       [{ram, 1, V}] = mnesia:wread({ram, 1}),
                       mnesia:write({ram, 1, V + 1})
                   end).

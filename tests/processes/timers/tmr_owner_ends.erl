%% SPDX-License-Identifier: Apache-2.0
%% Timers for a process that ends: they are gone, whoever set them, and give their memory back.
-module(tmr_owner_ends).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-define(HOUR, 3600000).

main() ->
    Worker = proc:worker(),
    Mine = [erlang:start_timer(?HOUR, Worker, N) || N <- lists:seq(1, 10)],
    Own = proc:do(Worker, fun() -> [erlang:send_after(?HOUR, self(), N) || N <- lists:seq(1, 10)] end),
    Named = erlang:send_after(?HOUR, nobody_has_this_name, x),
    ?S(lists:usort([is_integer(erlang:read_timer(T)) || T <- Mine ++ Own])),
    ?S(is_integer(erlang:cancel_timer(hd(Mine)))),
    ?S(proc:kill(Worker)),
    ?S(proc:gone(Worker)),
    ?S(lists:usort([erlang:read_timer(T) || T <- Mine ++ Own])),
    ?S(lists:usort([erlang:cancel_timer(T) || T <- Mine ++ Own])),
    ?S(is_integer(erlang:cancel_timer(Named))),
    ?S(erlang:read_timer(erlang:start_timer(?HOUR, Worker, late))),
    ?S(short_lives(2000)),
    ?S(races(300)).

%% None of these timers may be left.
short_lives(Count) ->
    Before = timer_bytes(),
    Set = fun() -> [erlang:start_timer(?HOUR, self(), N) || N <- lists:seq(1, 20)] end,
    Down = [begin {P, M} = spawn_monitor(Set), {P, M} end || _ <- lists:seq(1, Count)],
    [receive {'DOWN', M, process, P, _} -> ok end || {P, M} <- Down],
    proc:until(fun() -> timer_bytes() - Before < 20000 end).

%% On erl each allocator tells its own bytes, modulo the word: less than none when others free what it
%% gave away.
timer_bytes() ->
    Ref = make_ref(),
    erlang:system_info({memory_internal, Ref, [fix_alloc]}),
    bytes(Ref, erts_internal:no_aux_work_threads() - 1, 0).

bytes(_, 0, Sum) -> Sum rem (1 bsl (8 * erlang:system_info(wordsize)));
bytes(Ref, Left, Sum) ->
    receive
        {Ref, _, Instances} ->
            bytes(Ref, Left - 1, Sum + lists:sum([Used || {_, _, Data} <- Instances,
                {Kind, _, Used} <- types(Data), Kind =:= bif_timer]))
    end.

types(Data) ->
    case lists:keyfind(fix_types, 1, Data) of
        {_, Types} -> Types;
        {_, _, Types} -> Types;
        false -> []
    end.

%% Set, fired, cancelled and ended at the same time: who is there gets its message.
races(0) -> ok;
races(Count) ->
    Me = self(),
    Target = spawn(fun() -> receive after Count rem 3 -> ok end end),
    Setters = [spawn_monitor(fun() -> set(Target, Me, N) end) || N <- lists:seq(1, 5)],
    [receive {'DOWN', M, process, P, normal} -> ok end || {P, M} <- Setters],
    [receive {mine, N} -> ok end || N <- lists:seq(1, 5)],
    races(Count - 1).

set(Target, Me, N) ->
    Timers = [erlang:send_after(T, Target, x) || T <- [0, 1, 2, 1000]],
    erlang:send_after(1, Me, {mine, N}),
    erlang:yield(),
    [erlang:cancel_timer(T) || T <- Timers].

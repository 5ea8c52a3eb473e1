%% SPDX-License-Identifier: Apache-2.0
%% hibernate shrinks the heap to what lives.
-module(hib_heap).
-export([main/0]).
-export([hold/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn(fun() ->
        Keep = {kept, lists:seq(1, 10)},
        Me ! {sum, lists:sum(lists:seq(1, 100000))},
        receive go -> ok end,
        erlang:hibernate(?MODULE, hold, [{Me, Keep}])
    end),
    ?S(proc:next()),
    {memory, Before} = process_info(P, memory),
    P ! go,
    proc:until(fun() -> process_info(P, current_function) =:=
        {current_function, {erlang, hibernate, 3}} end),
    proc:waiting(P),
    {memory, After} = process_info(P, memory),
    ?S(After < Before div 10),
    ?S(process_info(P, [message_queue_len, status])),
    P ! go,
    ?S(proc:next()).

hold({To, Keep}) -> To ! Keep.

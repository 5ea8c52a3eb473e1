%% SPDX-License-Identifier: Apache-2.0
%% Which calls process_flag(save_calls, N) remembers.
-module(inf_last_calls).
-export([main/0, f/1, g/1, loop/0]).
-include("t.hrl").
-include("proc.hrl").

-define(CALLS(Expressions), ?S(calls(fun() -> Expressions end))).

main() ->
    ?S(at_once()),
    ?S(after_a_call()),
    ?S(after_local_call()),
    ?CALLS(?MODULE:f(1)),
    ?CALLS(?MODULE:g(1)),
    ?CALLS(f(1)),
    ?CALLS(apply(?MODULE, t:id(f), [1])),
    ?CALLS((t:id(?MODULE)):f(1)),
    ?CALLS((fun ?MODULE:f/1)(1)),
    ?CALLS((fun f/1)(1)),
    ?CALLS(apply(fun ?MODULE:f/1, t:id([1]))),
    ?S(hd(calls(fun() -> catch ?MODULE:no_function(1) end))),
    ?CALLS(catch atom_to_list(t:id(1))),
    ?CALLS(try ?MODULE:g({throw, x}) catch throw:x -> ?MODULE:f(2) end),
    ?CALLS(length(t:id([1])) + map_size(t:id(#{}))),
    ?CALLS({put(a, b), get(a), apply(erlang, t:id(get), [a]), erase(a)}),
    ?CALLS(t:id([1, 2]) -- [1]),
    ?CALLS(lists:map(fun f/1, [1, 2])),
    ?CALLS(lists:member(b, lists:reverse([a, b]))),
    ?CALLS(setelement(1, t:id({1}), 2)),
    ?CALLS(maps:to_list(maps:put(a, 1, #{}))),
    ?CALLS(erlang:apply(erlang, t:id(length), [[1]])),
    ?CALLS(binary_to_term(term_to_binary(t:id(abc)))),
    ?CALLS(begin self() ! a, receive a -> ok end end),
    ?CALLS(begin self() ! a, self() ! b, receive b -> ok end, receive a -> ok end end),
    ?CALLS(begin erlang:send(self(), a), receive a -> ok after 10 -> no end end),
    ?CALLS(receive after 0 -> ok end),
    ?CALLS(receive nothing -> ok after 1 -> ok end),
    ?CALLS(catch (t:id(nobody_has_this_name) ! x)),
    ?CALLS(begin process_flag(sensitive, true), ?MODULE:f(1), process_flag(sensitive, false) end),
    ?CALLS(begin self() ! x, erlang:garbage_collect(), receive x -> ok end end),
    ?S(ring(3)),
    ?S(ring(1)),
    ?S(calls_of_worker()),
    ?S(process_flag(save_calls, 10001)),
    ?S(many(200)),
    ?S(ends(fun() -> process_flag(save_calls, 10), ?MODULE:f(1) end)),
    ?S(none_left()).

f({throw, X}) -> throw(X);
f(X) -> X.

g(X) -> [?MODULE:f(X)].

calls(Fun) ->
    process_flag(save_calls, 100),
    local(Fun),
    {last_calls, Calls} = process_info(self(), last_calls),
    process_flag(save_calls, 0),
    {last_calls, false} = process_info(self(), last_calls),
    Calls.

local(Fun) -> Fun().

%% The first call after the flag has been set.
at_once() ->
    process_flag(save_calls, 10),
    First = process_info(self(), last_calls),
    Second = process_info(self(), last_calls),
    {First, Second, process_flag(save_calls, 0)}.

after_a_call() ->
    process_flag(save_calls, 10),
    ?MODULE:f(1),
    First = process_info(self(), last_calls),
    {First, process_flag(save_calls, 0)}.

after_local_call() ->
    process_flag(save_calls, 10),
    local(fun() -> ok end),
    First = process_info(self(), last_calls),
    {First, process_flag(save_calls, 20), process_info(self(), last_calls),
     process_flag(save_calls, 0)}.

%% The newest stay.
ring(Length) ->
    process_flag(save_calls, Length),
    local(fun() -> [?MODULE:f(N) || N <- lists:seq(1, 5)], ?MODULE:g(1), self() ! x end),
    Calls = process_info(self(), last_calls),
    process_flag(save_calls, 0),
    proc:flush(),
    Calls.

%% Of another process, from when it gets the request on.
calls_of_worker() ->
    Pid = spawn(?MODULE, loop, []),
    proc:waiting(Pid),
    Off = process_info(Pid, last_calls),
    0 = process_flag(Pid, save_calls, 20),
    Empty = process_info(Pid, last_calls),
    Pid ! {self(), 1},
    receive {Pid, 1} -> ok end,
    proc:waiting(Pid),
    Calls = process_info(Pid, last_calls),
    20 = process_flag(Pid, save_calls, 0),
    Pid ! {self(), 2},
    receive {Pid, 2} -> ok end,
    Off = process_info(Pid, last_calls),
    exit(Pid, kill),
    {Off, Empty, Calls}.

loop() ->
    receive
        {From, N} ->
            From ! {self(), ?MODULE:f(N)},
            loop()
    end.

%% On and off in many processes at a time, which call, collect and end meanwhile.
many(Count) ->
    Workers = [spawn_monitor(fun() -> exit(busy(N rem 7, 20)) end) || N <- lists:seq(1, Count)],
    [catch process_flag(Pid, save_calls, N rem 3) || {Pid, _} <- Workers, N <- [1, 2]],
    lists:usort([proc:down(Ref) || {_, Ref} <- Workers]).

busy(_, 0) -> done;
busy(0, Left) ->
    lists:foldl(fun(X, Sum) -> ?MODULE:f(X) + Sum end, 0, lists:seq(1, 100)),
    busy(0, Left - 1);
busy(1, _) ->
    process_flag(save_calls, 50),
    ?MODULE:f(done);
busy(N, Left) ->
    process_flag(save_calls, N),
    ?MODULE:g(lists:seq(1, 50)),
    {last_calls, _} = process_info(self(), last_calls),
    process_flag(save_calls, 0),
    busy(N, Left - 1).

ends(Fun) -> proc:ends(Fun).

none_left() ->
    [X || X <- processes(), process_info(X, last_calls) =/= {last_calls, false},
        process_info(X, last_calls) =/= undefined].

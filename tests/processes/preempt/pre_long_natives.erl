%% SPDX-License-Identifier: Apache-2.0
%% heavy: large terms
%% Natives that take a large part of a second on large terms: others get their turn meanwhile, on
%% one scheduler too, and the results are right. A ticker's largest gap may be half of the time
%% that the native took, or what a busy machine explains.
-module(pre_long_natives).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-define(BUSY_MACHINE_US, 600000).

main() ->
    Big = lists:seq(1, 2000000),
    Pairs = [{I, I} || I <- lists:seq(1, 1000000)],
    Map = maps:from_list(Pairs),
    Number = (erlang:system_info(wordsize) bsl 400000) - 1,
    Work = [
        {from_list, fun() -> map_size(maps:from_list(Pairs)) end},
        {merge, fun() -> map_size(maps:merge(Map, #{0 => 0})) end},
        {keys, fun() -> lists:sum(maps:keys(Map)) end},
        {subtract, fun() -> length(Pairs -- tl(Pairs)) end},
        {encode, fun() -> erlang:phash2(term_to_binary(Big)) end},
        {compress, fun() -> binary_to_term(term_to_binary(Pairs, [compressed])) =:= Pairs end},
        {copy, fun() -> echo(Big) =:= Big end},
        {digits, fun() -> Number =:= list_to_integer(integer_to_list(Number)) end},
        {multiply, fun() -> (Number * Number) div Number =:= Number end},
        {tuple, fun() -> tuple_to_list(setelement(1, list_to_tuple(Big), 1)) =:= Big end},
        {collect, fun() -> erlang:garbage_collect(), length(Big) + length(Pairs) end}
    ],
    lists:foreach(fun({Name, F}) -> proc:show(Name, watched(F)) end, Work),
    Me = self(),
    Workers = [spawn(fun() -> Me ! {self(), F()} end) || {_, F} <- Work],
    proc:show(at_once, [receive {P, Value} -> Value end || P <- Workers]).

echo(Term) ->
    {Pid, Ref} = spawn_monitor(fun() -> receive T -> exit({got, T}) end end),
    Pid ! Term,
    receive {'DOWN', Ref, process, Pid, {got, Copy}} -> Copy end.

watched(F) ->
    Ticker = spawn(fun() -> tick(erlang:monotonic_time(microsecond), 0) end),
    Start = erlang:monotonic_time(microsecond),
    Value = F(),
    Took = erlang:monotonic_time(microsecond) - Start,
    Ticker ! {stop, self()},
    Gap = receive {gap, Longest} -> Longest end,
    {Value, Gap < max(?BUSY_MACHINE_US, Took div 2)}.

tick(Last, Longest) ->
    receive
        {stop, To} -> To ! {gap, Longest}
    after 1 ->
        Now = erlang:monotonic_time(microsecond),
        tick(Now, max(Longest, Now - Last))
    end.

%% SPDX-License-Identifier: Apache-2.0
%% Maps from lists and lists of maps take several time slices when they are long.
%% heavy: lists of 400,000
-module(trc_map_lists).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Keys = lists:seq(1, 400000),
    Map = maps:from_keys(Keys, value),
    Pairs = [{Key, value} || Key <- Keys],
    ?T([yields(F, Arguments) || {F, Arguments} <- [{keys, [Map]}, {values, [Map]},
                                                   {from_list, [Pairs]},
                                                   {from_keys, [Keys, value]}]]),
    ok.

yields(F, Arguments) ->
    Tracer = self(),
    {Pid, Monitor} = spawn_monitor(fun() ->
        erlang:trace(self(), true, [running, {tracer, Tracer}]),
        apply(maps, F, Arguments)
    end),
    receive {'DOWN', Monitor, process, Pid, normal} -> ok end,
    Delivered = erlang:trace_delivered(Pid),
    receive {trace_delivered, Pid, Delivered} -> ok end,
    Place = {maps, F, length(Arguments)},
    {Out, In} = count(Pid, Place, 0, 0),
    {Place, Out > 2, Out =:= In}.

count(Pid, Place, Out, In) ->
    receive
        {trace, Pid, out, Place} -> count(Pid, Place, Out + 1, In);
        {trace, Pid, in, Place} -> count(Pid, Place, Out, In + 1);
        {trace, Pid, _, _} -> count(Pid, Place, Out, In)
    after 0 -> {Out, In}
    end.

%% SPDX-License-Identifier: Apache-2.0
%% Binaries that outlive a few collections and then die do not stay until the heap is full: what the
%% old heap refers to counts, too.
-module(gc_old_binaries).

-export([main/0]).
-include("t.hrl").

main() ->
    {Length, Most} = keep_last(8, 3000),
    ?T(Length),
    ?T(Most < 400 bsl 20).

%% Each binary is one of the last few for a while.
keep_last(Length, Count) ->
    {Queue, Most} = lists:foldl(fun(I, {Last, Held}) -> step(Length, I, Last, Held) end, {[], 0},
                                lists:seq(1, Count)),
    {length(Queue), Most}.

step(Length, I, Last, Held) ->
    Next = lists:sublist([binary:copy(<<I>>, 1 bsl 20) | Last], Length),
    {Next, max(Held, erlang:memory(binary))}.

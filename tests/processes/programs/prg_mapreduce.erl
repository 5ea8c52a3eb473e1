%% SPDX-License-Identifier: Apache-2.0
%% Word count with mappers and reducers.
-module(prg_mapreduce).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Text = "the quick brown fox jumps over the lazy dog and the fox runs from the dog",
    Docs = lists:duplicate(30, string:lexemes(Text, " ")),
    Reducers = list_to_tuple([spawn(fun() -> reduce(#{}) end) || _ <- lists:seq(1, 4)]),
    Mappers = [spawn_monitor(fun() -> [element(1 + erlang:phash2(W, 4), Reducers) ! {word, W}
        || W <- D] end) || D <- Docs],
    ?S(lists:usort([proc:down(R) || {_, R} <- Mappers])),
    Counts = [begin R ! {result, self()}, proc:next() end || R <- tuple_to_list(Reducers)],
    ?S(lists:sort(lists:append([maps:to_list(C) || C <- Counts]))).

reduce(Counts) ->
    receive
        {word, W} -> reduce(maps:update_with(W, fun(C) -> C + 1 end, 1, Counts));
        {result, To} -> To ! Counts
    end.

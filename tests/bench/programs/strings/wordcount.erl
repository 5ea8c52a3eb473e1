%% SPDX-License-Identifier: Apache-2.0
%% Splits text into words, counts them in a map, sorts by frequency.
-module(wordcount).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 700000.

bench(N) ->
    Text = text(N, 11),
    Counts = count(Text, [], #{}),
    Sorted = lists:sort(fun({A, X}, {B, Y}) -> {X, A} >= {Y, B} end, maps:to_list(Counts)),
    {map_size(Counts), lists:sublist(Sorted, 3), erlang:phash2(Sorted)}.

text(0, _) ->
    [];
text(N, X) ->
    Next = (X * 1103515245 + 12345) band 16#7fffffff,
    word((Next bsr 8) rem ((Next bsr 20) rem 900 + 1), separator(Next, text(N - 1, Next))).

separator(X, Tail) when X band 15 =:= 0 -> [$., $\n | Tail];
separator(_, Tail) -> [$\s | Tail].

word(0, Tail) -> Tail;
word(X, Tail) -> word(X div 5, [element(X rem 5 + 1, {$e, $T, $a, $O, $n}) | Tail]).

count([C | Rest], Word, Counts) when C >= $a, C =< $z ->
    count(Rest, [C | Word], Counts);
count([C | Rest], Word, Counts) when C >= $A, C =< $Z ->
    count(Rest, [C + 32 | Word], Counts);
count([_ | Rest], [], Counts) ->
    count(Rest, [], Counts);
count([_ | Rest], Word, Counts) ->
    count(Rest, [], maps:update_with(lists:reverse(Word), fun(N) -> N + 1 end, 1, Counts));
count([], _, Counts) ->
    Counts.

%% SPDX-License-Identifier: Apache-2.0
%%
%% Counts the words of files, one process per file:  wordcount [--top N] FILE...
-module(wordcount).

-export([main/1]).

main(["--top", Number | Files]) -> run(list_to_integer(Number), Files);
main(Files) -> run(10, Files).

run(_Top, []) ->
    io:put_chars(standard_error, "usage: wordcount [--top N] FILE...\n"),
    halt(2);
run(Top, Files) ->
    Parent = self(),
    Readers = [spawn_monitor(fun() -> Parent ! {self(), count(File)} end) || File <- Files],
    Counts = lists:foldl(fun(Reader, Sum) -> merge(collect(Reader), Sum) end, #{}, Readers),
    Sorted = lists:sort(fun({A, N}, {B, M}) -> {M, A} =< {N, B} end, maps:to_list(Counts)),
    [io:format("~8b ~ts~n", [N, Word]) || {Word, N} <- lists:sublist(Sorted, Top)],
    io:format("~8b words, ~b different, ~b files~n",
              [lists:sum(maps:values(Counts)), maps:size(Counts), length(Files)]).

collect({Pid, Ref}) ->
    receive
        {Pid, {error, File, Reason}} ->
            io:format(standard_error, "wordcount: ~ts: ~ts~n", [File, file:format_error(Reason)]),
            halt(1);
        {Pid, Counts} ->
            demonitor(Ref, [flush]),
            Counts;
        {'DOWN', Ref, process, Pid, Reason} ->
            exit(Reason)
    end.

count(File) ->
    case file:read_file(File) of
        {ok, Bytes} -> lists:foldl(fun add/2, #{}, words(Bytes));
        {error, Reason} -> {error, File, Reason}
    end.

words(Bytes) ->
    Text = string:lowercase(unicode:characters_to_binary(Bytes)),
    [Word || Word <- re:split(Text, "[^\\p{L}\\p{N}_]+", [unicode]), Word =/= <<>>].

add(Word, Counts) ->
    maps:update_with(Word, fun(N) -> N + 1 end, 1, Counts).

merge(A, B) ->
    maps:merge_with(fun(_Word, N, M) -> N + M end, A, B).

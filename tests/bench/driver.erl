%% SPDX-License-Identifier: Apache-2.0
%%
%% Times a program of this folder, the same way under erl and in an executable:
%%
%%     main([Module, Rounds])        prints {result, MinimumNanoseconds, Checksum}
%%
%% A round is Module:bench(Module:size()), after a garbage collection; its result's hash is the
%% checksum, and every round must give the same.
-module(driver).
-export([main/1, run/1]).

main([Name, Rounds]) ->
    Module = list_to_atom(Name),
    Size = Module:size(),
    erlang:display(rounds(list_to_integer(Rounds), Module, Size, infinity, none)).

%% erl -run driver run MODULE ROUNDS
run(Arguments) ->
    spawn(fun() ->
        main(Arguments),
        erlang:halt(0)
    end).

rounds(0, _, _, Least, Checksum) ->
    {result, Least, Checksum};
rounds(N, Module, Size, Least, Checksum) ->
    erlang:garbage_collect(),
    Start = erlang:monotonic_time(nanosecond),
    Result = Module:bench(Size),
    Stop = erlang:monotonic_time(nanosecond),
    Sum = erlang:phash2(Result, 1 bsl 32),
    true = Checksum =:= none orelse Checksum =:= Sum,
    rounds(N - 1, Module, Size, min(Least, Stop - Start), Sum).

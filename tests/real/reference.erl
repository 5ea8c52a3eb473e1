%% SPDX-License-Identifier: Apache-2.0
%%
%% One erl for all files, as starting one for each takes longer than the work:
%%     erl ... -run reference run MODULE LIST
%% calls MODULE:main([File]) for each line of the file LIST. Before each, and at the end, a separator
%% line is printed, through erlang:display_string/1: unlike io's, its output is not delayed.
-module(reference).
-export([run/1]).

run([Name, List]) ->
    Module = list_to_atom(Name),
    {module, Module} = code:ensure_loaded(Module),
    {ok, Names} = file:read_file(List),
    spawn(fun() ->
        [one(Module, binary_to_list(File)) || File <- binary:split(Names, <<"\n">>, [global, trim])],
        separate(),
        erlang:halt(0)
    end).

one(Module, File) ->
    separate(),
    try
        Module:main([File])
    catch
        Class:Reason ->
            erlang:display_string(lists:flatten(io_lib:format("crash: ~w ~w~n", [Class, Reason])))
    end.

separate() ->
    erlang:display_string("\n\f\n").

%% SPDX-License-Identifier: Apache-2.0
%%
%% Runs a program under stock erl the way an executable made by joist runs it (see ../README.md):
%%     erl ... -run reference run MODULE -extra ARG...
%% main/1 gets the arguments as strings, else main/0 is called. A normal return is exit status 0.
%% A program that does not load, or whose process is killed, is no use: exit status 99.
%% An uncaught exception is reported on stderr, exit status 1. erlang:display/1 writes to stdout
%% only, so the runner moves what follows the marker on stdout to the end of stderr.
-module(reference).
-export([run/1]).

run([Name]) ->
    Module = list_to_atom(Name),
    Args = init:get_plain_arguments(),
    {_, Monitor} = spawn_monitor(fun() -> start(Module, Args) end),
    receive
        {'DOWN', Monitor, _, _, _} -> lost()
    end.

lost() ->
    erlang:display('$reference_lost'),
    erlang:halt(99).

start(Module, Args) ->
    code:ensure_loaded(Module) =:= {module, Module} orelse lost(),
    Arity =
        case erlang:function_exported(Module, main, 1) of
            true -> 1;
            false -> 0
        end,
    try
        call(Module, Arity, Args)
    of
        _ -> erlang:halt(0)
    catch
        Class:Reason:Stack ->
            Head = io_lib:format("joist: uncaught ~ts in ~ts:main/~w~n", [Class, Module, Arity]),
            erlang:display_string(lists:flatten(Head)),
            erlang:display('$reference_stderr'),
            erlang:display({Class, Reason, cut(Stack)}),
            erlang:halt(1)
    end.

call(Module, 1, Args) -> Module:main(Args);
call(Module, 0, _) -> Module:main().

cut([{?MODULE, _, _, _} | _]) -> [];
cut([Frame | Frames]) -> [Frame | cut(Frames)];
cut(Other) -> Other.

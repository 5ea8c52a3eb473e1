%% SPDX-License-Identifier: Apache-2.0
%%
%% What the programs of this suite print with. There is no io server before OTP boots, so text
%% leaves through erlang:display_string/1 only; stack traces are cut where the program ends and
%% the harness begins, so that they are the same under erl and in an executable.
-module(t).
-export([id/1, p/1, p/2, d/1]).
-export([run/2, brief/2, each/3, bif/3, catching/1, st/1]).
-export([sum/1, words/1, seq/2, times/2]).

%% An identity that the compiler cannot see through.
id(X) -> X.

%% Print a line.
p(Term) -> p("~0tp", [Term]).

p(Format, Args) ->
    out(unicode:characters_to_list([io_lib:format(Format, Args), $\n])).

%% erlang:display_string/1 takes code points, not surrogates: those can only come from ~c and ~s.
out(Chars) when is_list(Chars) ->
    erlang:display_string(Chars),
    ok.

d(Term) ->
    erlang:display(Term),
    ok.

%% Run Fun and print what it returned or raised, with the complete stack trace.
run(Name, Fun) ->
    case catching(Fun) of
        {ok, Value} ->
            p("~ts = ~0tp", [Name, Value]);
        {Class, Reason, Stack} ->
            p("~ts !! ~w: ~0tp", [Name, Class, Reason]),
            frames(Stack)
    end.

frames([]) ->
    ok;
frames([Frame | Frames]) ->
    p("    ~0tp", [Frame]),
    frames(Frames).

%% The same, without the stack trace.
brief(Name, Fun) ->
    case catching(Fun) of
        {ok, Value} -> p("~ts = ~0tp", [Name, Value]);
        {Class, Reason, _} -> p("~ts !! ~w: ~0tp", [Name, Class, Reason])
    end.

%% Apply Fun to each argument list; no stack traces.
each(Name, Fun, ArgLists) ->
    lists:foreach(
        fun(Args) ->
            Call = io_lib:format("~ts ~0tp", [Name, Args]),
            brief(Call, fun() -> apply(Fun, Args) end)
        end,
        ArgLists
    ).

%% Apply a native function to each argument list; of a failure the top frame is printed, which
%% tells who failed, with which arguments, and with which error_info.
bif(Module, Function, ArgLists) ->
    lists:foreach(
        fun(Args) ->
            try apply(Module, Function, Args) of
                Value ->
                    p("~w ~0tp = ~0tp", [Function, Args, Value])
            catch
                Class:Reason:Stack ->
                    Top = hd(Stack ++ [no_stack]),
                    p("~w ~0tp !! ~w: ~0tp~n    ~0tp", [Function, Args, Class, Reason, Top])
            end
        end,
        ArgLists
    ).

%% {ok, Value} or {Class, Reason, Stack}.
catching(Fun) ->
    try Fun() of
        Value -> {ok, Value}
    catch
        Class:Reason:Stack -> {Class, Reason, st(Stack)}
    end.

%% A stack trace without the harness: cut at this module, below main, and at the reference module.
st([{t, _, _, _} | _]) -> [];
st([{reference, _, _, _} | _]) -> [];
st([{_, main, Arity, _} = Frame | _]) when Arity =:= 0; Arity =:= 1 -> [Frame];
st([Frame | Frames]) -> [Frame | st(Frames)];
st(Other) -> Other.

%% A digest for what is too big to print.
sum(Term) -> {erlang:phash2(Term, 1 bsl 32), erlang:external_size(Term)}.

%% The size on the heap, without sharing.
words(Term) -> erts_debug:flat_size(Term).

%% lists:seq/2 without the lists module.
seq(From, To) -> seq(From, To, []).

seq(From, To, Acc) when To < From -> Acc;
seq(From, To, Acc) -> seq(From, To - 1, [To | Acc]).

times(0, _) -> ok;
times(N, Fun) ->
    Fun(N),
    times(N - 1, Fun).

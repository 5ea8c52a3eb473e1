%% SPDX-License-Identifier: Apache-2.0
%%
%% Assembles a .S file as erlc does, but without the compiler's validator, which knows only the
%% instructions that the compiler itself still writes:
%%     erl ... -run assemble file INPUT.S OUTPUT.beam
-module(assemble).
-export([file/1]).

file([Input, Output]) ->
    {ok, Terms} = file:consult(Input),
    [{module, Module}, {exports, Exports}, {attributes, Attributes}, {labels, Labels} | Code] =
        Terms,
    Assembly = {Module, Exports, Attributes, functions(Code), Labels},
    {ok, Beam} = beam_asm:module(Assembly, [], [{version, "assemble"}], []),
    ok = file:write_file(Output, Beam),
    erlang:halt(0).

functions([{function, Name, Arity, Entry} | Code]) ->
    {Instructions, Rest} = lists:splitwith(fun is_instruction/1, Code),
    [{function, Name, Arity, Entry, Instructions} | functions(Rest)];
functions([]) ->
    [].

is_instruction({function, _, _, _}) -> false;
is_instruction(_) -> true.

%% SPDX-License-Identifier: Apache-2.0
%% A module whose on_load function fails: undefined functions, also once the code server was asked.
%% with: on_load_refuses.erl
-module(sys_on_load).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(kind(fun() -> on_load_refuses:value() end)),
    ?S(kind(fun() -> on_load_refuses:value() end)),
    ?S(code:ensure_loaded(on_load_refuses)),
    ?S(code:load_file(on_load_refuses)),
    ?S(erlang:module_loaded(on_load_refuses)),
    ?S(erlang:function_exported(on_load_refuses, value, 0)),
    ?S(kind(fun() -> on_load_refuses:value() end)).

kind(Fun) ->
    try Fun() catch Class:Reason:Stack -> {Class, Reason, hd(Stack)} end.

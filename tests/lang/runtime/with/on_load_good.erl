%% SPDX-License-Identifier: Apache-2.0
%% Its on_load function cannot call what the module exports, but its own functions.
-module(on_load_good).
-export([value/0]).
-on_load(load/0).

load() ->
    [_ | _] = lists:seq(1, 10000),
    persistent_term:put(?MODULE, {value(), catch_undef(fun() -> ?MODULE:value() end)}),
    ok.

value() -> loaded.

catch_undef(F) ->
    try F() catch error:undef -> undef end.

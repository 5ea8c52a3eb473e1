%% SPDX-License-Identifier: Apache-2.0
%% Modules whose on_load function fails are not loaded; others are, before anything calls them.
%% with: on_load_false.erl on_load_exit.erl on_load_good.erl
-module(run_on_load_failed).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(on_load_false:value()),
    ?T(on_load_exit:value()),
    ?T(on_load_good:value()),
    ?T((id(on_load_false)):value()),
    ?T((id(fun on_load_false:value/0))()),
    ?T(apply(id(on_load_exit), value, [])),
    ?T(on_load_exit:module_info()),
    ?T(on_load_good:module_info(module)),
    ?T([erlang:function_exported(M, value, 0) || M <- [on_load_false, on_load_exit, on_load_good]]),
    ?T([erlang:module_loaded(M) || M <- [on_load_false, on_load_exit, on_load_good]]),
    ?T(persistent_term:get(on_load_good)).

%% SPDX-License-Identifier: Apache-2.0
%% module_info in all forms: exports, functions, attributes, md5, compile; get_module_info.
-module(run_module_info).
-export([main/0]).
-include("t.hrl").

-vsn("1.0").
-author(somebody).
-custom([{key, value}, "string"]).
-custom(second).
-compile({nowarn_unused_function, [unused/0]}).
-export([exported/2, 'odd name'/0]).

main() ->
    ?T(lists:sort(?MODULE:module_info(exports))),
    ?T(lists:sort([F || {_, A} = F <- ?MODULE:module_info(functions), A < 3, not is_fun_name(F)])),
    ?T(?MODULE:module_info(attributes)),
    ?T(?MODULE:module_info(module)),
    ?T(?MODULE:module_info(md5)),
    ?T(?MODULE:module_info(compile)),
    ?T(?MODULE:module_info(nifs)),
    ?T(?MODULE:module_info(native)),
    ?T(lists:sort([K || {K, _} <- ?MODULE:module_info()])),
    ?T(proplists:get_value(md5, ?MODULE:module_info()) =:= ?MODULE:module_info(md5)),
    ?T(?MODULE:module_info(id(bad))),
    ?T(erlang:get_module_info(?MODULE, attributes) =:= module_info(attributes)),
    ?T(erlang:get_module_info(?MODULE, id(bad))),
    ?T(lists:member({map, 2}, lists:module_info(exports))),
    ?T(lists:module_info(module)),
    ?T(length(lists:module_info(exports)) =:= length(lists:usort(lists:module_info(exports)))),
    ?T(byte_size(lists:module_info(md5))),
    ?T(erlang:module_loaded(?MODULE)),
    ?T(erlang:module_loaded(id(no_such_module_at_all))),
    ?T(erlang:module_loaded(id(1))),
    ?T([erlang:function_exported(?MODULE, F, A) || {F, A} <- [{main, 0}, {exported, 2},
            {exported, 1}, {unused, 0}, {module_info, 0}, {'odd name', 0}]]),
    ?T({?MODULE, ?FUNCTION_NAME, ?FUNCTION_ARITY, ?LINE, ?FILE}),
    ?T(exported(a, b)).

exported(_, _) -> {?FUNCTION_NAME, ?FUNCTION_ARITY}.
'odd name'() -> fine.
unused() -> no.

is_fun_name({N, _}) -> hd(atom_to_list(N)) =:= $-.

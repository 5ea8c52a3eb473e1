%% SPDX-License-Identifier: Apache-2.0
%% The code server: what is loaded, where it comes from.
-module(sys_code).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(below_root(code:which(lists))),
    ?S(below_root(code:which(gen_server))),
    ?S(code:which(erlang)),
    ?S(code:which(init)),
    ?S(code:which(no_such_module)),
    ?S(below_root(code:lib_dir(kernel))),
    ?S(below_root(code:lib_dir(stdlib, ebin))),
    ?S(code:lib_dir(no_such_application)),
    ?S(below_root(code:priv_dir(stdlib))),
    ?S(is_list(code:root_dir())),
    {file, Lists} = code:is_loaded(lists),
    ?S(below_root(Lists)),
    ?S(code:is_loaded(erlang)),
    ?S(code:is_loaded(no_such_module)),
    ?S(code:ensure_loaded(lists)),
    ?S(code:ensure_loaded(no_such_module)),
    ?S(code:load_file(no_such_module)),
    ?S(code:is_sticky(lists)),
    ?S(code:is_sticky(?MODULE)),
    ?S(lists:member(kernel, [A || {A, _, _} <- application:loaded_applications()])),
    ?S([lists:keymember(M, 1, code:all_loaded()) || M <- [lists, erlang, ?MODULE, no_such_module]]),
    ?S(erlang:module_loaded(lists)),
    ?S(erlang:module_loaded(no_such_module)),
    ?S(erlang:pre_loaded()),
    ?R(no_such_module:f(1, 2)),
    ?R(lists:no_such_function()),
    ?R(apply(id(no_such_module), id(g), [])),
    ?S(code:get_mode()),
    ?S(code:purge(sys_code)),
    ?S(code:soft_purge(sys_code)),
    ?S(erlang:check_old_code(lists)),
    ?S(element(1, lists:keyfind(module, 1, lists:module_info()))).

below_root(Path) ->
    Root = code:root_dir(),
    case lists:prefix(Root, Path) of
        true -> lists:nthtail(length(Root), Path);
        false -> {outside, Path}
    end.

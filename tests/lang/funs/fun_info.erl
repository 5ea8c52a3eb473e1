%% SPDX-License-Identifier: Apache-2.0
%% fun_info and friends for local and external funs; is_function; printing.
-module(fun_info).
-export([main/0]).
-include("t.hrl").

main() ->
    X = id(1), Y = id([a]),
    L = fun(A, B) -> {A, B, X, Y} end,
    N = fun Named(0) -> X; Named(K) -> Named(K - 1) end,
    E = fun lists:map/2,
    P = fun plain/1,
    B = fun erlang:abs/1,
    [begin
         ?T([erlang:fun_info(F, I) || I <- [module, name, arity, type, env]]),
         ?T(lists:sort([K || {K, _} <- erlang:fun_info(F)]))
     end || F <- [L, N, E, P, B, fun() -> ok end]],
    ?T([erlang:fun_info(L, I) || I <- [index, new_index]]),
    ?T([erlang:fun_info(E, I) || I <- [index, new_index, uniq, new_uniq, pid]]),
    ?T(element(2, erlang:fun_info(L, pid)) =:= undefined),
    ?T(element(2, erlang:fun_info(L, new_uniq)) =:= ?MODULE:module_info(md5)),
    ?T(is_integer(element(2, erlang:fun_info(L, uniq)))),
    ?T(erlang:fun_info(id(a), name)),
    ?T(erlang:fun_info(L, id(bad))),
    ?T(erlang:fun_info(id(a))),
    ?T([erlang:fun_info_mfa(F) || F <- [L, N, P]]),
    ?T(erlang:fun_info_mfa(E)),
    ?T([{is_function(F), is_function(F, 2), is_function(F, 1)} || F <- [L, N, E, P, a, {lists, map},
            []]]),
    ?T(is_function(L, id(-1))),
    ?T(is_function(L, id(a))),
    ?T(is_function(id(x), id(-1))),
    ?T(is_function(L, 1 bsl 70)),
    ?T([guard(F) || F <- [L, N, E, fun() -> ok end, x]]),
    ?T([E, B, fun ?MODULE:main/0, fun 'Odd Mod':'odd fun'/3]),
    ?T(io_lib:format("~w ~p", [E, B])),
    ?T(erlang:fun_to_list(E)),
    ?T(erlang:fun_to_list(fun 'A b':'C'/0)),
    ?T(lists:sublist(erlang:fun_to_list(L), 16)),
    ?T(erlang:fun_to_list(id(x))),
    ?T(erlang:is_builtin(erlang, abs, 1)),
    ?T([erlang:is_builtin(M, F, A) || {M, F, A} <- [{lists, reverse, 2}, {lists, map, 2},
            {erlang, apply, 3}, {maps, get, 2}, {no, no, 0}]]),
    ?T([erlang:function_exported(M, F, A) || {M, F, A} <- [{?MODULE, main, 0}, {?MODULE, plain, 1},
            {erlang, abs, 1}, {lists, map, 2}, {no, no, 0}]]),
    ?T(erlang:make_fun(lists, map, 2) =:= E),
    ?T(erlang:make_fun(id(1), a, 2)),
    ?T(erlang:make_fun(a, b, id(256))),
    ?T(erlang:make_fun(a, b, id(-1))).

plain(X) -> X.

guard(F) when is_function(F, 2) -> two;
guard(F) when is_function(F, 0); is_function(F, 1) -> small;
guard(F) when is_function(F) -> any;
guard(_) -> no.

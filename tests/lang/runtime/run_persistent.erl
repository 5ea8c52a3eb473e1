%% SPDX-License-Identifier: Apache-2.0
%% persistent_term: put, get, replace, erase, all, identity of terms.
-module(run_persistent).
-export([main/0]).
-include("t.hrl").

main() ->
    K = {?MODULE, key},
    ?T(persistent_term:get(K, default)),
    ?E(persistent_term:get(K)),
    ?T(persistent_term:put(K, [1, {2}, <<"three">>, #{4 => 5.0}])),
    ?T(persistent_term:get(K)),
    ?T(erts_debug:same(persistent_term:get(K), persistent_term:get(K))),
    ?T(persistent_term:put(K, [1, {2}, <<"three">>, #{4 => 5.0}])),
    Old = persistent_term:get(K),
    ?T(persistent_term:put(K, {new, lists:seq(1, 100)})),
    ?T({Old, element(1, persistent_term:get(K))}),
    ?T(persistent_term:erase(K)),
    ?T(persistent_term:erase(K)),
    ?T(persistent_term:get(K, gone)),
    erlang:garbage_collect(),
    ?T(Old),
    ?T([persistent_term:put({?MODULE, X}, {v, X}) || X <- [1, 2.5, "s", <<"b">>, {t, [u]}]]),
    ?T([persistent_term:get({?MODULE, X}) || X <- [1, 2.5, "s", <<"b">>, {t, [u]}]]),
    ?T(lists:sort([{A, B} || {{?MODULE, A}, B} <- persistent_term:get()])),
    ?T(is_integer(maps:get(count, persistent_term:info()))),
    ?T([persistent_term:put({many, I}, I * I) || I <- lists:seq(1, 200)] =:= lists:duplicate(200,
            ok)),
    ?T(lists:sum([persistent_term:get({many, I}) || I <- lists:seq(1, 200)])),
    ?T([persistent_term:erase({many, I}) || I <- lists:seq(1, 200, 3)] =:= lists:duplicate(67,
            true)),
    ?T(lists:sum([persistent_term:get({many, I}, 0) || I <- lists:seq(1, 200)])),
    ?T(begin persistent_term:put(k, fun(X) -> X * 2 end), (persistent_term:get(k))(21) end),
    ?T(begin persistent_term:put(k, binary:copy(<<"z">>, 1000)),
            byte_size(persistent_term:get(k)) end),
    ?T(begin T = persistent_term:get({?MODULE, {t, [u]}}), setelement(1, T, w) end),
    ?E(persistent_term:get(missing)).

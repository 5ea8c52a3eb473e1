%% SPDX-License-Identifier: Apache-2.0
%% Calls between modules: a companion module, its funs, records, errors across modules.
%% with: companion.erl
-module(run_modules).
-export([main/0]).
-include("t.hrl").

-export([local_export/1, pong/2]).

main() ->
    ?T(companion:add(1, 2)),
    ?T(companion:make_fun(10)),
    F = companion:adder(10),
    ?T(F(5)),
    ?T(erlang:fun_info(F, module)),
    ?T(companion:call(fun(X) -> X * 2 end, 4)),
    ?T(companion:call(fun(X) -> error({inner, X}) end, 4)),
    ?T(companion:fail(1)),
    ?T(companion:fail(2)),
    ?T(companion:hidden(1)),
    ?T(companion:missing()),
    ?T(companion:tail(fun lists:reverse/1, [1, 2])),
    ?T(apply(companion, add, [id(1), id(b)])),
    ?T([M:module_info(module) || M <- [companion, ?MODULE]]),
    ?T(companion:back(?MODULE, local_export)),
    ?T((fun companion:add/2)(3, 4)),
    ?T(fun companion:add/2),
    ?T(companion:literals() =:= {lit, [1, 2.5, "three"], #{four => <<"5">>}}),
    ?T(companion:ping(1000, ?MODULE)).

local_export(X) -> {from_main, X, hd(id([]))}.
pong(0, _) -> done;
pong(N, M) -> M:ping(N - 1, ?MODULE).

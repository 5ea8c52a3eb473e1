%% SPDX-License-Identifier: Apache-2.0
%% Names: all errors.
-module(nam_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = spawn(fun proc:idle/0),
    Dead = spawn(fun() -> ok end),
    proc:gone(Dead),
    register(nam_p, P),
    ?R(register(nam_p, self())),
    ?R(register(nam_p, P)),
    ?R(register(nam_other, P)),
    ?R(register(undefined, self())),
    ?R(register(id(1), self())),
    ?R(register(id("name"), self())),
    ?R(register(nam_dead, Dead)),
    ?R(register(nam_x, id(x))),
    ?R(register(nam_x, make_ref())),
    ?R(unregister(nam_nobody)),
    ?R(unregister(id(1))),
    ?R(unregister(undefined)),
    ?R(whereis(id(1))),
    ?R(whereis(id(P))),
    ?S(whereis(undefined)),
    ?S(whereis(nam_nobody)),
    ?S(unregister(nam_p)),
    ?R(unregister(nam_p)).

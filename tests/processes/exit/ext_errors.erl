%% SPDX-License-Identifier: Apache-2.0
%% exit/1 and exit/2: values, bad arguments, dead targets.
-module(ext_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?R(exit(id(a), normal)),
    ?R(exit(id(1), kill)),
    ?R(exit(id({name, node()}), kill)),
    ?R(exit(make_ref(), kill)),
    Dead = spawn(fun() -> ok end),
    proc:gone(Dead),
    ?S(exit(Dead, kill)),
    ?S(exit(Dead, normal)),
    ?R(exit(reason)),
    ?R(exit({any, [term]})),
    ?S(catch exit(caught)),
    ?S(try exit(x) catch exit:X -> {exit, X} end),
    ?S(try exit(normal) catch _:Y -> Y after ok end).

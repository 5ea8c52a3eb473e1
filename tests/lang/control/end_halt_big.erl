%% SPDX-License-Identifier: Apache-2.0
%% Exit statuses are taken modulo 256 by the system.
-module(end_halt_big).
-export([main/0]).
-include("t.hrl").

main() ->
    ?E(halt(id(-1))),
    ?E(halt(id(a))),
    ?E(halt(id(1.0))),
    ?E(halt(id({}))),
    ?E(halt(id(<<"bin">>))),
    ?E(halt(id(0), id([{flush, maybe_so}]))),
    ?E(halt(id(0), id(flush))),
    ?E(halt(id(0), id([unknown]))),
    erlang:display(now),
    halt(id(256 + 42), [{flush, true}]).

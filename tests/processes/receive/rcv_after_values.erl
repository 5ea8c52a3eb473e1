%% SPDX-License-Identifier: Apache-2.0
%% after: 0, small, large, infinity, and what is not allowed, with the line of the receive.
-module(rcv_after_values).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(receive after 0 -> zero end),
    ?S(receive after 1 -> one end),
    ?S(receive after id(0) -> zero end),
    self() ! here,
    ?S(receive X -> X after 16#ffffffff -> late end),
    self() ! here,
    ?S(receive X -> X after id(16#ffffffff) -> late end),
    self() ! here,
    ?S(receive X -> X after infinity -> late end),
    self() ! here,
    ?S(receive X -> X after id(infinity) -> late end),
    ?R(receive after id(16#100000000) -> ok end),
    ?R(receive after id(-1) -> ok end),
    ?R(receive after id(a) -> ok end),
    ?R(receive after id(1.0) -> ok end),
    ?R(receive after id(1 bsl 64) -> ok end),
    ?R(receive after id(-(1 bsl 64)) -> ok end),
    ?R(receive never -> ok after id([]) -> ok end),
    %% A message that fits is taken first, whatever the timeout is.
    self() ! fits,
    ?R(receive fits -> taken after id(bad) -> ok end),
    ?S(proc:flush()).

%% SPDX-License-Identifier: Apache-2.0
%% halt from another process than main: its status is the exit status.
-module(ext_halt_other).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(before),
    P = spawn(fun() -> receive go -> erlang:halt(3) end end),
    P ! go,
    proc:idle().

%% SPDX-License-Identifier: Apache-2.0
%% Two exit signals: the first that ends the process gives its reason.
-module(ext_self_twice).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(proc:ends(fun() -> exit(self(), one), exit(self(), two), proc:idle() end)),
    ?S(proc:ends(fun() -> exit(self(), normal), exit(two) end)),
    P = spawn(fun proc:idle/0),
    R = monitor(process, P),
    exit(P, normal),
    exit(P, first),
    exit(P, second),
    exit(P, kill),
    ?S(proc:down(R)),
    Q = spawn(fun() -> process_flag(trap_exit, true), proc:idle() end),
    proc:waiting(Q),
    R2 = monitor(process, Q),
    exit(Q, first),
    exit(Q, kill),
    exit(Q, third),
    ?S(proc:down(R2)).

%% SPDX-License-Identifier: Apache-2.0
%% Aliases as others use them: only the owner can give one up; it dies with the owner.
-module(als_others).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    A = alias(),
    ?S(proc:do(P, fun() -> A ! from_p, ok end)),
    ?S(proc:next()),
    ?S(proc:do(P, fun() -> unalias(A) end)),
    ?S(proc:do(P, fun() -> A ! still, ok end)),
    ?S(proc:next()),
    Theirs = proc:do(P, fun() -> alias() end),
    ?S(unalias(Theirs)),
    Theirs ! {proc, stop},
    ?S(proc:gone(P)),
    ?S(Theirs ! nobody),
    ?S(unalias(A)).

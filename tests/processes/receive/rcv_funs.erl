%% SPDX-License-Identifier: Apache-2.0
%% Funs, references, pids and ports in messages keep their identity.
-module(rcv_funs).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    N = id(41),
    F = fun(X) -> X + N end,
    ?S(proc:do(P, fun() -> F(1) end)),
    ?S(proc:do(P, fun() -> F end) =:= F),
    R = make_ref(),
    ?S(proc:do(P, fun() -> R end) =:= R),
    ?S(proc:do(P, fun() -> self() end) =:= P),
    ?S(proc:do(P, fun() -> fun lists:map/2 end)),
    G = proc:do(P, fun() -> Y = {local, R}, fun() -> Y end end),
    ?S(G() =:= {local, R}),
    ?S(proc:do(P, fun() -> [fun(Z) -> Z * I end || I <- [1, 2, 3]] end) =/= []),
    Fs = proc:do(P, fun() -> [fun(Z) -> Z * I end || I <- [1, 2, 3]] end),
    ?S([H(10) || H <- Fs]),
    ?S(proc:stop(P)).

%% SPDX-License-Identifier: Apache-2.0
%% A second module for run_modules.
-module(companion).
-export([add/2, make_fun/1, adder/1, call/2, fail/1, tail/2, back/2, literals/0, ping/2]).
-compile({nowarn_unused_function, [hidden/1]}).

add(A, B) -> A + B.

make_fun(X) -> (adder(X))(1).

adder(N) -> fun(X) -> X + N end.

call(F, X) -> [F(X)].

fail(1) -> element(3, t:id({a, b}));
fail(N) when N > 5 -> ok.

hidden(X) -> X.

tail(F, X) -> F(X).

back(M, F) -> [M:F(from_companion)].

literals() -> {lit, [1, 2.5, "three"], #{four => <<"5">>}}.

ping(0, _) -> finished;
ping(N, M) -> M:pong(N - 1, ?MODULE).

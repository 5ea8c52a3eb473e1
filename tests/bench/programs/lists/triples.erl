%% SPDX-License-Identifier: Apache-2.0
%% Pythagorean triples by list comprehensions.
-module(triples).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 2600.

bench(N) ->
    Triples = [{A, B, C} || A <- lists:seq(1, N div 2), B <- lists:seq(A, N - A),
                            C <- [N - A - B], A * A + B * B =:= C * C],
    All = [{A, B, C} || A <- lists:seq(1, N div 3), B <- lists:seq(A, N div 3),
                        C <- lists:seq(B, min(A + B, N div 3)), A * A + B * B =:= C * C],
    {length(Triples), length(All), lists:sum([A + B + C || {A, B, C} <- All])}.

%% SPDX-License-Identifier: Apache-2.0
%% Thousands of aliases, given up in another order than made.
-module(als_many).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Aliases = [{N, alias()} || N <- lists:seq(1, 3000)],
    [A ! {n, N} || {N, A} <- Aliases],
    ?S(lists:sum([receive {n, N} -> N end || {N, _} <- Aliases])),
    {Odd, Even} = lists:partition(fun({N, _}) -> N rem 2 =:= 1 end, Aliases),
    ?S(lists:usort([unalias(A) || {_, A} <- lists:reverse(Odd)])),
    [A ! {m, N} || {N, A} <- Aliases],
    ?S(length(proc:flush())),
    ?S(lists:usort([unalias(A) || {_, A} <- Even])),
    ?S(lists:usort([unalias(A) || {_, A} <- Aliases])).

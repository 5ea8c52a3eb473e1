%% SPDX-License-Identifier: Apache-2.0
%% Updates of tuples and records in loops: results stay independent of each other.
-module(tup_update).
-export([main/0]).
-include("t.hrl").

-record(s, {a = 0, b = [], c = #{}, d = {0, 0}}).

main() ->
    S0 = #s{},
    S = loop(1000, S0),
    erlang:display({S0, S#s{b = length(S#s.b)}}),
    T = fill(50, erlang:make_tuple(50, 0)),
    erlang:display(T),
    erlang:display(setelement(25, T, changed)),
    erlang:display(element(25, T)),
    L = versions(5, {0, 0, 0}),
    erlang:display(L),
    erlang:display(swap({1, 2, 3, 4, 5, 6, 7, 8}, 8)),
    erlang:display(sieve(100)),
    erlang:display(matrix(4)),
    erlang:display(life(4, glider())).

loop(0, S) -> S;
loop(N, #s{a = A, b = B, c = C} = S) ->
    loop(N - 1, S#s{a = A + N, b = [N | B], c = C#{N rem 5 => A}, d = setelement(1 + N rem 2, S#s.d,
        N)}).

fill(0, T) -> T;
fill(N, T) -> fill(N - 1, setelement(N, T, N * N)).

versions(0, T) -> [T];
versions(N, T) -> [T | versions(N - 1, setelement(1 + N rem 3, T, N))].

swap(T, 0) -> T;
swap(T, N) ->
    M = tuple_size(T) - N + 1,
    swap(setelement(M, setelement(N, T, element(M, T)), element(N, T)), N - 1).

sieve(N) -> sieve(2, N, erlang:make_tuple(N, true)).
sieve(I, N, T) when I * I > N -> [X || X <- lists:seq(2, N), element(X, T)];
sieve(I, N, T) when element(I, T) -> sieve(I + 1, N, strike(I * I, I, N, T));
sieve(I, N, T) -> sieve(I + 1, N, T).

strike(J, _, N, T) when J > N -> T;
strike(J, I, N, T) -> strike(J + I, I, N, setelement(J, T, false)).

matrix(N) ->
    M = list_to_tuple([list_to_tuple([I * J || J <- lists:seq(1, N)]) || I <- lists:seq(1, N)]),
    R = [[lists:sum([element(K, element(I, M)) * element(J, element(K, M)) || K <- lists:seq(1, N)])
          || J <- lists:seq(1, N)] || I <- lists:seq(1, N)],
    {M, R}.

glider() -> [{1, 0}, {2, 1}, {0, 2}, {1, 2}, {2, 2}].

life(0, Cells) -> lists:sort(Cells);
life(N, Cells) ->
    Near = [{X + DX, Y + DY} || {X, Y} <- Cells, DX <- [-1, 0, 1], DY <- [-1, 0, 1],
        {DX, DY} =/= {0, 0}],
    Counts = lists:foldl(fun(C, M) -> maps:update_with(C, fun(V) -> V + 1 end, 1, M) end, #{},
        Near),
    life(N - 1, [C || {C, V} <- maps:to_list(Counts), V =:= 3 orelse
        (V =:= 2 andalso lists:member(C, Cells))]).

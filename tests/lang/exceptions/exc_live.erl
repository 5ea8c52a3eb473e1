%% SPDX-License-Identifier: Apache-2.0
%% Values in registers and on the stack around exceptions, handlers that use them, garbage
%% collection between.
-module(exc_live).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(around(id(1), id([2]), id({3}), id(<<"4">>))),
    ?T(nested(id(5))),
    ?T(loop(200, [])),
    ?T(updates(id(0))),
    ?T(gc_in_handler(id(50))),
    ?T(gc_in_body(id(50))),
    ?T(exported_from_try(id(1))),
    ?T(exported_from_try(id(x))),
    ?T(many_values(id(9))),
    ?T(match_in_handler([{a, 1}, {b, x}, {c, [1]}, d])),
    ?T(binary_in_handler(<<1, 2, 3, x:0>>)),
    ?T(float_in_try(2.0)),
    ?T(float_in_try(x)),
    ?T(deep_try(1000)),
    ?T(resources(5)).

around(A, B, C, D) ->
    E = {A, B},
    F = [C, D],
    R = try fail(E, F) catch error:{fail, X, Y} -> {X, Y, A, B, C, D, E, F} end,
    {R, A, B, C, D, E, F}.

fail(X, Y) -> error({fail, X, Y}).

nested(N) ->
    try
        A = N * 2,
        try
            B = A * 2,
            try C = B * 2, throw({C, B, A}) catch error:_ -> no end
        catch
            throw:{X, Y, A} -> throw({X + Y, A, N})
        end
    catch
        throw:{Z, W, N} -> {Z, W, N}
    end.

loop(0, Acc) -> lists:sum(Acc);
loop(N, Acc) ->
    V = try work(N) catch throw:{n, X} -> X; error:badarith -> N * 10 end,
    loop(N - 1, [V | Acc]).

work(N) when N rem 4 =:= 0 -> throw({n, N});
work(N) when N rem 4 =:= 1 -> N + id(atom);
work(N) -> N.

updates(S0) ->
    {_, S1} = try {ok, S0 + 1} catch _:_ -> {error, S0} end,
    {_, S2} = try {ok, S1 + id(a)} catch _:_ -> {error, S1 + 100} end,
    {_, S3} = try throw(S2) catch X -> {thrown, X * 2} end,
    {S0, S1, S2, S3}.

gc_in_handler(N) ->
    L = lists:seq(1, N),
    T = list_to_tuple(L),
    try throw({L, T})
    catch {L2, T2} -> garbage(N * 20), erlang:garbage_collect(), {L2 =:= L, T2 =:= T, lists:sum(L),
        element(N, T)}
    end.

gc_in_body(N) ->
    L = lists:seq(1, N),
    try garbage(N * 20), erlang:garbage_collect(),
        throw({lists:sum(L), L =:= lists:seq(1, N)}) catch X -> {X, length(L)} end.

garbage(0) -> [];
garbage(N) -> G = [N | garbage(N - 1)], _ = list_to_tuple(G ++ [x || _ <- lists:seq(1, N rem 7)]),
    tl(G).

exported_from_try(X) ->
    A = try X + 1 catch error:badarith -> none end,
    B = if A =:= none -> [X]; true -> A * 2 end,
    {A, B}.

many_values(N) ->
    [A, B, C, D, E, F, G, H, I, J] = [id({N, K}) || K <- lists:seq(1, 10)],
    try id(A), id(B), throw(id(C)) of _ -> no catch X -> {A, B, C, D, E, F, G, H, I, J, X} end.

match_in_handler(L) ->
    [try {_, X} = P, X + 1 catch error:badarith -> {bad, P}; error:{badmatch, M} -> {nomatch, M} end
        || P <- L].

binary_in_handler(<<A, R/binary>>) ->
    try binary_in_handler(R) of X -> [A | X] catch error:function_clause -> [A, R, done] end.

float_in_try(X) ->
    Y = 1.5,
    try Z = X * Y, W = Z + Y, {Z, W, Y} catch error:badarith -> {failed, X, Y * 2} end.

deep_try(0) -> throw(bottom);
deep_try(N) -> try deep_try(N - 1) catch throw:X when N rem 100 =:= 0 -> throw([N, X]) end.

resources(N) ->
    R = [begin put({res, I}, open), I end || I <- lists:seq(1, N)],
    try
        [try I < 4 orelse error({bad, I}) after put({res, I}, closed) end || I <- R]
    catch
        error:{bad, I} -> {I, [get({res, K}) || K <- R]}
    end.

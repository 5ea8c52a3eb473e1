%% SPDX-License-Identifier: Apache-2.0
%% LZW, Burrows-Wheeler, move-to-front, arithmetic coding with bignums, base 85.
-module(lib_compress).
-export([main/0]).
-include("t.hrl").

main() ->
    Texts = [<<"TOBEORNOTTOBEORTOBEORNOT">>, <<>>, <<"a">>, <<"aaaaaaaaaaaaaaaaaaaa">>,
        <<"the rain in spain stays mainly in the plain">>],
    ?T([lzw(T) || T <- Texts]),
    ?T([unlzw(lzw(T)) =:= T || T <- Texts]),
    ?T([bwt(binary_to_list(T)) || T <- Texts]),
    ?T([unbwt(bwt(binary_to_list(T))) =:= binary_to_list(T) || T <- Texts]),
    ?T([mtf(binary_to_list(T)) || T <- Texts]),
    ?T([unmtf(mtf(binary_to_list(T))) =:= binary_to_list(T) || T <- Texts]),
    ?T([rle(binary_to_list(T)) || T <- Texts]),
    ?T([arith(binary_to_list(T)) || T <- Texts, T =/= <<>>]),
    ?T([z85(<<16#864fd26fb559f75b:64>>), unz85("HelloWorld")]),
    ?T([bit_size(golomb(N, 4)) || N <- [0, 1, 5, 17, 100]]),
    ?T([ungolomb(golomb(N, 4), 4) || N <- [0, 1, 5, 17, 100]]).

lzw(B) -> lzw(B, maps:from_list([{<<X>>, X} || X <- lists:seq(0, 255)]), <<>>, []).
lzw(<<>>, _, <<>>, Acc) -> lists:reverse(Acc);
lzw(<<>>, D, W, Acc) -> lists:reverse([map_get(W, D) | Acc]);
lzw(<<C, R/binary>>, D, W, Acc) ->
    case <<W/binary, C>> of
        X when is_map_key(X, D) -> lzw(R, D, X, Acc);
        X -> lzw(R, D#{X => map_size(D)}, <<C>>, [map_get(W, D) | Acc])
    end.

unlzw([]) -> <<>>;
unlzw([C | Cs]) -> unlzw(Cs, maps:from_list([{X, <<X>>} || X <- lists:seq(0, 255)]), <<C>>, <<C>>).
unlzw([], _, _, Out) -> Out;
unlzw([C | Cs], D, W, Out) ->
    E = case D of
        #{C := X} -> X;
        #{} when C =:= map_size(D) -> <<W/binary, (binary:first(W))>>
    end,
    unlzw(Cs, D#{map_size(D) => <<W/binary, (binary:first(E))>>}, E, <<Out/binary, E/binary>>).

bwt(S) ->
    L = S ++ [-1],
    Rots = lists:sort(rotations(L, length(L))),
    [lists:last(R) || R <- Rots].
rotations(_, 0) -> [];
rotations([H | T] = L, N) -> [L | rotations(T ++ [H], N - 1)].

unbwt(L) ->
    Sorted = lists:keysort(1, [{C, I} || {I, C} <- lists:enumerate(L)]),
    T = list_to_tuple(Sorted),
    {_, First} = element(1, T),
    lists:droplast(walk(T, First, length(L))).
walk(_, _, 0) -> [];
walk(T, I, N) -> {C, J} = element(I, T), [C | walk(T, J, N - 1)].

mtf(S) -> mtf(S, lists:seq(0, 255)).
mtf([C | T], L) -> N = index(C, L, 0), [N | mtf(T, [C | lists:delete(C, L)])];
mtf([], _) -> [].
index(C, [C | _], N) -> N;
index(C, [_ | T], N) -> index(C, T, N + 1).
unmtf(S) -> unmtf(S, lists:seq(0, 255)).
unmtf([N | T], L) -> C = lists:nth(N + 1, L), [C | unmtf(T, [C | lists:delete(C, L)])];
unmtf([], _) -> [].

rle([C | T]) -> {A, B} = lists:splitwith(fun(X) -> X =:= C end, T), [{C, 1 + length(A)} | rle(B)];
rle([]) -> [].

%% Exact arithmetic coding: the message is one fraction.
arith(S) ->
    N = length(S),
    F = lists:sort(maps:to_list(lists:foldl(fun(C, M) -> maps:update_with(C, fun(X) -> X + 1 end, 1,
        M) end, #{}, S))),
    {Cum, _} = lists:mapfoldl(fun({C, K}, A) -> {{C, {A, K}}, A + K} end, 0, F),
    M = maps:from_list(Cum),
    {Low, Range} = lists:foldl(fun(C, {L, R}) -> {A, K} = map_get(C, M), {L * N + A * R, R * K} end,
        {0, 1}, S),
    Bits = length(integer_to_list(Low, 2)) - length(integer_to_list(Range, 2)),
    {Bits, decode(Low, N, N, M, []) =:= S}.
decode(_, _, 0, _, Acc) -> lists:reverse(Acc);
decode(V, N, K, M, Acc) ->
    D = power(N, K - 1),
    X = V div D,
    [{C, {A, W}}] = [P || {_, {A, W}} = P <- maps:to_list(M), X >= A, X < A + W],
    decode((V - A * D) div W, N, K - 1, M, [C | Acc]).
power(_, 0) -> 1;
power(X, N) -> X * power(X, N - 1).

alphabet() ->
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".
z85(<<X:32, R/binary>>) -> [lists:nth(X div power(85, 4 - I) rem 85 + 1, alphabet())
    || I <- lists:seq(0, 4)] ++ z85(R);
z85(<<>>) -> [].
unz85([A, B, C, D, E | T]) -> [lists:foldl(fun(X, V) -> V * 85 + index(X, alphabet(), 0) end, 0,
    [A, B, C, D, E]) | unz85(T)];
unz85([]) -> [].

golomb(N, M) -> Q = N div M, R = N rem M, << <<-1:Q>>/bits, 0:1, R:2 >>.
ungolomb(B, M) -> ungolomb(B, M, 0).
ungolomb(<<1:1, R/bits>>, M, Q) -> ungolomb(R, M, Q + 1);
ungolomb(<<0:1, X:2>>, M, Q) -> Q * M + X.

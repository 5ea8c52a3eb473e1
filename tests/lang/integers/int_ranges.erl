%% SPDX-License-Identifier: Apache-2.0
%% Arithmetic whose operand ranges the compiler knows: the results must not depend on that.
-module(int_ranges).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display({X, masked(X), divided(X), looped(X band 15), compared(X)})
     || X <- [0, 1, -1, 255, 256, -256, 1 bsl 58, 1 bsl 59, -(1 bsl 59), 1 bsl 70, -(1 bsl 70)]],
    [erlang:display(bytes(B)) || B <- [<<>>, <<255>>, <<1, 2, 3, 255, 255, 255, 255, 255, 255,
        255>>]],
    erlang:display([t:catching(fun() -> masked(X) end) || X <- [1.0, a]]),
    erlang:display(hash("the quick brown fox", 5381)),
    erlang:display(crc(<<"123456789">>)),
    erlang:display(clamp(lists:seq(-5, 300, 61))),
    erlang:display(xorshift(88172645463325252, 20)),
    erlang:display(mixed(16#7ffffffffffffff)).

masked(X) ->
    A = X band 16#ffffffff,
    B = A bsl 28,
    C = B + A,
    {A, B, C, A * A, C - 16#fffffffffffffff, (A bsl 27) * 1}.

divided(X) ->
    A = X rem 1000,
    B = (X band 16#fffffffffffff) div 7,
    {A, B, A * B, A + B - 1, B rem 16, -A}.

looped(N) -> looped(N, 1).
looped(0, Acc) -> Acc;
looped(N, Acc) -> looped(N - 1, Acc * 16).

compared(X) when X > 0, X < 256 -> X * X * X * X;
compared(X) when X >= 0 -> X + X;
compared(X) when is_integer(X) -> X - 1.

bytes(B) -> bytes(B, 0, 1).
bytes(<<>>, Sum, Product) -> {Sum, Product};
bytes(<<X, R/binary>>, Sum, Product) -> bytes(R, Sum + X, Product * (X + 1)).

hash([C | Cs], H) -> hash(Cs, ((H bsl 5) + H + C) band 16#ffffffff);
hash([], H) -> H.

crc(B) -> crc(B, 16#ffffffff) bxor 16#ffffffff.
crc(<<X, R/binary>>, C) -> crc(R, bits(C bxor X, 8));
crc(<<>>, C) -> C.
bits(C, 0) -> C;
bits(C, N) when C band 1 =:= 1 -> bits((C bsr 1) bxor 16#edb88320, N - 1);
bits(C, N) -> bits(C bsr 1, N - 1).

clamp(L) -> [max(0, min(255, X)) || X <- L].

xorshift(_, 0) -> [];
xorshift(X0, N) ->
    X1 = (X0 bxor (X0 bsl 13)) band 16#ffffffffffffffff,
    X2 = X1 bxor (X1 bsr 7),
    X3 = (X2 bxor (X2 bsl 17)) band 16#ffffffffffffffff,
    [X3 | xorshift(X3, N - 1)].

mixed(X) when is_integer(X) ->
    Y = X + 1,
    Z = Y - 1,
    W = -Y,
    {Y, Z =:= X, W, W - 1, Y * -1 =:= W, Y bsr 1, W bsr 1}.

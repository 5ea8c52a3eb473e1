%% SPDX-License-Identifier: Apache-2.0
%% band, bor, bxor and bnot of smalls and bignums of both signs.
-module(int_bitwise).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0, 1, -1, 2, -2, 16#55555555, -16#55555556, 1 bsl 59 - 1, -(1 bsl 59), 1 bsl 59, 1 bsl 63,
         -(1 bsl 63), 1 bsl 64 - 1, 1 bsl 64, -(1 bsl 64), -(1 bsl 64) - 1, 1 bsl 64 + 1,
         16#f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0, -16#f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0],
    [erlang:display([A | [{A band B, A bor B, A bxor B} || B <- V]]) || A <- V],
    erlang:display([bnot A || A <- V]),
    erlang:display([A || A <- V, bnot bnot A =/= A]),
    erlang:display([{A, B} || A <- V, B <- V, bnot (A band B) =/= (bnot A) bor (bnot B)]),
    erlang:display([{A, B} || A <- V, B <- V, (A bxor B) bxor B =/= A]),
    erlang:display([{A, B} || A <- V, B <- V, (A bor B) - (A band B) =/= A bxor B]),
    erlang:display(t:sum([[A band C, A bor C, A bxor C] || A <- V, B <- V, C <- [B * B * B]])),
    erlang:display(popcount(1 bsl 300 - 1 bsl 77, 0)),
    ?T(id(1) band id(a)),
    ?T(id(1.0) bor id(1)),
    ?T(id(1 bsl 70) bxor id([])),
    ?T(bnot id(1.5)),
    ?T(bnot id({})),
    ?T(masks(id(-12345678901234567890))),
    ?T(masks(id(42))).

popcount(0, N) -> N;
popcount(X, N) -> popcount(X band (X - 1), N + 1).

masks(X) ->
    [X band 255, X band -256, X bor 1, X bxor -1, X band 16#ffffffffffffffff,
     X band 16#7ffffffffffffff, X band -1, X bor 0, X band (1 bsl 64)].

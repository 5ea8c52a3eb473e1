%% SPDX-License-Identifier: Apache-2.0
%% div and rem of all sign combinations, at the boundaries, of bignums, by zero.
-module(int_div_rem).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0, 1, -1, 2, -2, 3, -3, 7, -7, 10, 255, 1 bsl 59 - 1, 1 bsl 59, -(1 bsl 59),
        -(1 bsl 59) - 1,
         1 bsl 63, -(1 bsl 63), 1 bsl 64, 1 bsl 64 - 1, -(1 bsl 64), 1 bsl 100 + 12345,
         -(1 bsl 100) - 12345, 1000000007 * 998244353 * 1000000009],
    [erlang:display([A | [{A div B, A rem B} || B <- V, B =/= 0]]) || A <- V],
    erlang:display([{A, B} || A <- V, B <- V, B =/= 0, A =/= (A div B) * B + A rem B]),
    Big = [t:sum(X) || A <- bigs(), B <- bigs(), X <- [A div B, A rem B]],
    erlang:display(erlang:phash2(Big)),
    erlang:display([{A, B} || A <- bigs(), B <- bigs(), A =/= (A div B) * B + A rem B]),
    erlang:display(digits(1 bsl 200, [])),
    ?T(id(1) div id(0)),
    ?T(id(1 bsl 70) rem id(0)),
    ?T(id(1 bsl 70) div id(0)),
    ?T(id(0) rem id(0)),
    ?T(id(1.0) div id(1)),
    ?T(id(1) rem id(2.0)),
    ?T(id(a) div id(0)),
    ?T(id(-(1 bsl 59)) div id(-1)),
    ?T(id(-(1 bsl 59)) rem id(-1)),
    ?T(id(-(1 bsl 63)) div id(-1)),
    ?T([constant(X) || X <- id([-100, -8, -7, -1, 0, 1, 7, 8, 100, -(1 bsl 70), 1 bsl 70 + 3])]).

bigs() ->
    [S * X || X <- [1 bsl 64, 1 bsl 64 - 1, 1 bsl 128 - 1, 1 bsl 128 - 1 bsl 64, 1 bsl 127 + 1,
                    (1 bsl 192) - (1 bsl 100), 1 bsl 600 - 1 bsl 299, 3 bsl 500 + 17,
                        1 bsl 1000 - 1,
                    16#ffffffffffffffff0000000000000000ffffffffffffffff],
              S <- [1, -1]].

digits(0, Acc) -> Acc;
digits(N, Acc) -> digits(N div 1000, [N rem 1000 | Acc]).

%% Divisors known at compile time, powers of two among them.
constant(X) ->
    [X div 1, X div -1, X div 2, X rem 2, X div 8, X rem 8, X rem -8, X div -8, X div 7, X rem 7,
     X div 1024, X rem 1024, X rem 1, X div 4294967296].

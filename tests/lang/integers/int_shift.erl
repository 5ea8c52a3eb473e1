%% SPDX-License-Identifier: Apache-2.0
%% bsl and bsr: signs, negative counts, crossing into bignums and back, huge counts.
-module(int_shift).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0, 1, -1, 5, -5, 255, -256, 1 bsl 58, -(1 bsl 59), 1 bsl 59, 1 bsl 64 - 1, -(1 bsl 64),
         16#123456789abcdef0123456789abcdef, -16#123456789abcdef0123456789abcdef],
    [erlang:display([A | [A bsl N || N <- [0, 1, 2, 31, 59, 60, 64, 65, 100]]]) || A <- V],
    [erlang:display([A | [A bsr N || N <- [0, 1, 2, 31, 58, 59, 60, 63, 64, 65, 127, 128, 200]]])
     || A <- V],
    [erlang:display([A | [{A bsl -N, A bsr -N} || N <- [0, 1, 3, 64, 70]]]) || A <- V],
    erlang:display([(X bsl N) bsr N =:= X || X <- V, N <- [1, 63, 64, 1000]]),
    ?T([0 bsl N || N <- id([1 bsl 40, 1 bsl 70])]),
    ?T([X bsr N || X <- id([5, -5, 1 bsl 70, -(1 bsl 70)]),
            N <- id([1 bsl 40, 1 bsl 59, 1 bsl 70])]),
    ?T([X bsl N || X <- id([5, -5, 1 bsl 70]), N <- id([-(1 bsl 40), -(1 bsl 59), -(1 bsl 70)])]),
    ?T(id(1) bsl id(1 bsl 70)),
    ?T(id(-1) bsl id(1 bsl 40)),
    ?T(id(1) bsr id(-(1 bsl 62))),
    ?T(id(1 bsl 70) bsl id(1 bsl 59)),
    ?T(id(1) bsl id(a)),
    ?T(id(1.0) bsl id(1)),
    ?T(id(1) bsr id(1.0)),
    ?T(id([]) bsr id(1)),
    ?T([begin Y = X bsr 3, Y bsl 3 end || X <- id([-9, -8, -1, 0, 7, 8, 9])]),
    ?T(t:sum(id(1) bsl id(20000))),
    ?T(rotate(id(16#123456789abcdef), 64)).

rotate(X, N) -> rotate(X, N, []).
rotate(_, 0, Acc) -> erlang:phash2(Acc);
rotate(X, N, Acc) ->
    Y = ((X bsl 1) bor (X bsr 63)) band 16#ffffffffffffffff,
    rotate(Y, N - 1, [Y | Acc]).

%% SPDX-License-Identifier: Apache-2.0
%% Products: small by small into big, big by big, signs, squares, zero, and powers.
-module(int_mul).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0, 1, -1, 2, 3, 10, -10, 65535, 65536, 16#7fffffff, 16#80000000, 16#ffffffff, 16#100000000,
         1 bsl 59 - 1, 1 bsl 59, -(1 bsl 59), -(1 bsl 59) - 1, 1 bsl 60, 1 bsl 63, 1 bsl 64,
             -1 bsl 64,
         123456789012345678901234567890],
    [erlang:display([A * B || B <- V]) || A <- V],
    erlang:display(small(100000, 0)),
    erlang:display(pow(3, 100)),
    erlang:display(pow(-7, 77)),
    erlang:display(t:sum(pow(10, 1000))),
    erlang:display(t:sum(pow(2, 5000) * pow(3, 3000))),
    erlang:display(fact(60)),
    erlang:display(t:sum(fact(400))),
    erlang:display(identity(pow(7, 333), pow(11, 222), -pow(13, 111))),
    ?T(id(2) * id(b)),
    ?T(id(1 bsl 80) * id([])),
    ?T(id(0) * id(<<>>)).

%% Multiplication wherever overflow is near.
small(0, Acc) -> Acc;
small(N, Acc) -> small(N - 1, (Acc + N * 5764607523) rem 576460752303423487 + N * -N).

pow(_, 0) -> 1;
pow(X, N) when N band 1 =:= 1 -> X * pow(X * X, N bsr 1);
pow(X, N) -> pow(X * X, N bsr 1).

fact(0) -> 1;
fact(N) -> N * fact(N - 1).

identity(A, B, C) ->
    [A * (B + C) =:= A * B + A * C, A * B =:= B * A, (A * B) * C =:= A * (B * C),
     (A - B) * (A + B) =:= A * A - B * B, -A * B =:= A * -B].

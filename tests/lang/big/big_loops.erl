%% SPDX-License-Identifier: Apache-2.0
%% Long tail loops of all kinds; they run in constant space.
%% heavy: large heap
-module(big_loops).
-export([main/0]).
-include("t.hrl").

-export([id_plus/2]).

main() ->
    erlang:display(down(3000000)),
    erlang:display(acc(1000000, 0, 1)),
    erlang:display(list_loop(lists:seq(1, 300000), [])),
    erlang:display(state(200000, {0, [], #{}})),
    erlang:display(three_way(600000, a, 0)),
    erlang:display(binary_loop(binary:copy(<<1, 2, 3>>, 50000), 0)),
    erlang:display(apply_loop(100000, 0)),
    erlang:display(fun_loop(200000, 0)),
    erlang:display(float_loop(300000, 0.0)),
    erlang:display(nested(300)),
    erlang:display(bif_loop(100000, 0)),
    erlang:display(receive_loop(50000, 0)).

down(0) -> done;
down(N) -> down(N - 1).

acc(0, A, B) -> {A, B};
acc(N, A, B) -> acc(N - 1, A + B, (B * 16807) rem 2147483647).

list_loop([X | Xs], Acc) when X rem 2 =:= 0 -> list_loop(Xs, [X | Acc]);
list_loop([_ | Xs], Acc) -> list_loop(Xs, Acc);
list_loop([], Acc) -> erlang:phash2(Acc).

state(0, {A, B, C}) -> {A, length(B), maps:size(C)};
state(N, {A, B, C}) when N rem 1000 =:= 0 -> state(N - 1, {A + 1, [N | B], C#{N rem 7 => N}});
state(N, {A, B, C}) -> state(N - 1, {A + N rem 2, B, C}).

three_way(0, S, C) -> {S, C};
three_way(N, a, C) -> three_way(N - 1, b, C + 1);
three_way(N, b, C) -> three_way(N - 1, c, C + 10);
three_way(N, c, C) -> three_way(N - 1, a, C - 5).

binary_loop(<<A, B, C, R/binary>>, S) -> binary_loop(R, S + A * B * C);
binary_loop(<<>>, S) -> S.

apply_loop(0, A) -> A;
apply_loop(N, A) -> apply(?MODULE, id_plus, [N, A]).

id_plus(N, A) -> apply_loop(N - 1, A + 1).

fun_loop(N, A) -> F = fun G(0, X) -> X; G(K, X) -> G(K - 1, X + K) end, F(N, A).

float_loop(0, X) -> X;
float_loop(N, X) -> float_loop(N - 1, X * 0.999 + N * 0.5).

nested(N) -> lists:sum([I * J || I <- lists:seq(1, N), J <- lists:seq(1, N), I rem 3 =:= J rem 3]).

bif_loop(0, A) -> A;
bif_loop(N, A) -> bif_loop(N - 1, A + length(integer_to_list(N)) +
    tuple_size(list_to_tuple([N, A]))).

receive_loop(0, A) -> A;
receive_loop(N, A) -> self() ! N, receive N -> receive_loop(N - 1, A + N) end.

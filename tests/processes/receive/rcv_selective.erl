%% SPDX-License-Identifier: Apache-2.0
%% Selective receive: the first message in queue order that any clause takes.
-module(rcv_selective).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [self() ! M || M <- [{a, 1}, {b, 1}, x, {a, 2}, 5, {b, 2}, "s", <<1>>]],
    ?S(receive {b, N} -> {b, N} end),
    ?S(receive X when is_integer(X) -> X; {b, N} -> {b, N} end),
    ?S(receive {b, N} -> {b, N}; {a, N} -> {a, N} end),
    ?S(receive Y when is_list(Y); is_binary(Y) -> Y end),
    ?S(proc:flush()),
    self() ! {k, 2},
    self() ! {k, 1},
    K = id(1),
    ?S(receive {k, K} -> bound end),
    ?S(receive {k, Z} -> Z end),
    self() ! #{key => 1, other => 2},
    ?S(receive #{key := V} -> V end),
    self() ! <<1, 2, 3>>,
    ?S(receive <<A, Rest/binary>> -> {A, Rest} end),
    self() ! 1,
    self() ! 1.0,
    ?S(receive 1.0 -> float end),
    ?S(receive 1 -> integer end).

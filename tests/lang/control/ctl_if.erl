%% SPDX-License-Identifier: Apache-2.0
%% if with every kind of guard; if_clause.
-module(ctl_if).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display({X, sign(X), measure(X), shape(X)}) || X <- values()],
    ?T(strict(id(5))),
    ?T(strict(id(-5))),
    ?T(strict(id(a))),
    ?T(begin One = id(1), if One =:= 2 -> no end end),
    ?T(begin One = id(1), if not (One =:= 2) -> yes end end).

values() ->
    [0, -0.0, 1, -1, 1.5, -1.0e300, 1 bsl 70, -(1 bsl 70), a, true, false, [], [1], {}, {1, 2},
     <<>>, <<1>>, <<1:3>>, #{}, #{a => 1}, "text"].

sign(X) ->
    if
        not is_number(X) -> not_number;
        X > 0 -> positive;
        X < 0 -> negative;
        X =:= 0 -> zero;
        true -> float_zero
    end.

%% A guard that fails with an exception is false; the next alternative is tried.
measure(X) ->
    if
        tuple_size(X) >= 0 -> {tuple, tuple_size(X)};
        byte_size(X) > 0; bit_size(X) =:= 0 -> {bytes, byte_size(X)};
        length(X) > 0, hd(X) > 1 -> {list, length(X), above};
        length(X) > 0 -> {list, length(X)};
        map_size(X) =:= 0; map_size(X) =:= 1 -> {map, map_size(X)};
        X; not X -> boolean;
        abs(X) + 1 > 0 -> number;
        true -> other
    end.

shape(X) ->
    if
        is_list(X), X =/= [] -> cons;
        is_list(X) -> nil;
        is_bitstring(X) andalso not is_binary(X) -> bits;
        is_binary(X) -> binary;
        is_atom(X) andalso (X =:= true orelse X =:= false) -> bool;
        is_integer(X) andalso X >= -1 andalso X =< 1 -> tiny;
        is_float(X) orelse is_integer(X) -> number;
        is_tuple(X) xor is_map(X) -> compound;
        true -> atom
    end.

strict(X) ->
    if
        X > 3, X < 10 -> middle;
        X =:= b -> b
    end.

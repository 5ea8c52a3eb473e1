%% SPDX-License-Identifier: Apache-2.0
%% The match operator: badmatch of all shapes, repeated and bound variables, nested matches.
-module(ctl_match).
-export([main/0]).
-include("t.hrl").

-record(r, {a, b = 2}).

main() ->
    ?T(begin {A, B} = id({1, 2}), A + B end),
    ?T(begin {_, _} = id({1, 2, 3}), ok end),
    ?T(begin [H | T] = id([1]), {H, T} end),
    ?T(begin [_ | _] = id([]), ok end),
    ?T(begin X = id(1), X = id(1), same end),
    ?T(begin X = id(1), X = id(1.0), same end),
    ?T(begin X = id(0.0), X = id(-0.0), same end),
    ?T(begin {X, X} = id({[1, 2], [1, 2]}), X end),
    ?T(begin {X, X} = id({[1, 2], [1, 3]}), X end),
    ?T(begin <<N:8, R/bits>> = id(<<1, 2:7>>), {N, R} end),
    ?T(begin <<_:16>> = id(<<1, 2, 3>>), ok end),
    ?T(begin #{k := V} = id(#{k => 1, l => 2}), V end),
    ?T(begin #{m := V} = id(#{k => 1, l => 2}), V end),
    ?T(begin #{k := V} = id([]), V end),
    ?T(begin #r{b = B} = id(#r{a = 1}), B end),
    ?T(begin #r{b = B} = id({r, 1}), B end),
    ?T(begin "abc" ++ R = id("abcdef"), R end),
    ?T(begin "abc" ++ R = id("abd"), R end),
    ?T(begin P = {Q, R} = id({1, 2}), {P, Q, R} end),
    ?T(begin 1 = id(2) end),
    ?T(begin 3.0 = id(3.0) end),
    ?T(begin 100000000000000000000 = id(100000000000000000000) end),
    ?T(begin 100000000000000000000 = id(100000000000000000001) end),
    ?T(begin [] = id(nil) end),
    ?T(begin {ok, _} = id(error) end),
    ?T(in_arguments(id({1, {2, [3, 4]}}))),
    ?T(in_arguments(id({1, {2, [3]}}))),
    ?T(begin F = fun({X, Y}) -> X - Y end, F(id({9, 4})) end),
    ?T(begin F = fun({X, Y}) -> X - Y end, F(id([])) end),
    ?T([X || {X, 1} <- id([{a, 1}, {b, 2}, c, {d, 1}, {e, 1.0}])]),
    ?T(unused(id([1, 2, 3]))),
    ?T(deep(id({{{{{{1, 2}, 3}, 4}, 5}, 6}, 7}))),
    ?T(deep(id({{{{{{1, 2}, 3}, 4}, 5}, 6}, 8}))).

in_arguments(A = {B, C = {D, E = [_, _]}}) -> [A, B, C, D, E].

unused(L) ->
    [_, _, Third] = L,
    [_ | Rest] = L,
    {_, _} = {Third, Rest},
    {Third, Rest}.

deep(T) ->
    {{{{{{A, B}, C}, D}, E}, F}, 7} = T,
    [A, B, C, D, E, F].

%% SPDX-License-Identifier: Apache-2.0
%% Line numbers in traces: several calls on a line, expressions over lines, guards, macros, -file.
-module(exc_lines).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(one(1)),
    ?T(one(2)),
    ?T(one(3)),
    ?T(spread(id(0))),
    ?T(spread(id(1))),
    ?T(chain(id(x))),
    ?T(args(id(1), id(2), id([]))),
    ?T(in_case(id(3))),
    ?T(list_over_lines()),
    ?T(moved(id([]))),
    ?T(far(id([]))).

one(N) -> {hd(if N =:= 1 -> id([]); true -> [1] end), tl(if N =:= 2 -> id([]); true -> [1] end),
    element(N, id({a, b}))}.

spread(N) ->
    A = 10
        div
        N,
    B = {
        A,
        [
            hd(id([]))
        ]
    },
    B.

chain(X) ->
    Y = id(X),
    Z = id(
        Y
    ),
    atom_to_list(
        Z
    ) ++ id(
        improper
    ) ++
        integer_to_list(
            Z
        ).

args(A, B, C) ->
    id({
        id(A),
        id(B),
        hd(C)
    }).

in_case(X) ->
    case
        X
    of
        1 -> a;
        2 ->
            b
    end.

list_over_lines() ->
    [
        id(1),
        id(2) + id(a),
        id(3)
    ].

-file("other_file.hrl", 1000).
moved(X) -> [hd(X)].

-file("exc_lines.erl", 70000).
far(X) ->
    [
        tl(X)
    ].

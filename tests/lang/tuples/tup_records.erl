%% SPDX-License-Identifier: Apache-2.0
%% Records: defaults, updates, nested, guards, errors, and what they are underneath.
-module(tup_records).
-export([main/0]).
-include("t.hrl").

-record(point, {x = 0, y = 0 :: integer()}).
-record(rect, {a = #point{}, b = #point{x = 1, y = 1}, tag}).
-record(empty, {}).
-record(wide, {f1, f2 = 2, f3, f4 = [4], f5, f6, f7 = #empty{}, f8, f9, f10 = ten}).

main() ->
    P = #point{x = id(3)},
    R = #rect{b = P},
    ?T({P, R, #empty{}, #wide{}, #wide{f3 = c, _ = all}}),
    ?T(P#point{y = 9}),
    ?T(R#rect{a = P#point{x = 7}, tag = new}),
    ?T((R#rect.b)#point.x),
    ?T(((R#rect{b = #point{x = 5}})#rect.b)#point.x),
    ?T(R#rect{b = (R#rect.b)#point{y = 8}}),
    ?T((id(#wide{}))#wide{f1 = 1, f5 = 5, f10 = 10}),
    ?T((id(notrec))#point.x),
    ?T((id({point, 1}))#point.x),
    ?T((id({point, 1, 2, 3}))#point{x = 1}),
    ?T((id(#empty{}))#point{x = 1}),
    ?T((id([]))#wide{f1 = 1, f2 = 2, f3 = 3}),
    ?T(R#rect.tag#point.x),
    ?T({#point.x, #point.y, #wide.f10}),
    ?T(element(#rect.b, R)),
    ?T({is_record(P, point), is_record(P, point, 3), is_record({point, 1}, point),
            is_record(id(P), id(point), 3)}),
    ?T(is_record(P, id(point), id(4))),
    ?T(is_record(id(P), id(1), id(4))),
    ?T(record_info(fields, wide)),
    ?T({record_info(size, rect), record_info(fields, empty)}),
    ?T([guard(X) || X <- [P, R, #empty{}, #point{x = 5, y = 5}, {point}, x]]),
    ?T([match(X) || X <- [P, R, #rect{tag = [t]}, #rect{a = x}, #empty{}]]),
    ?T([X || #point{x = X} <- [P, R, #point{x = 8}]]),
    ?T(lists:keysort(#point.y, [#point{y = 3}, #point{y = 1}])),
    ?T([construct(N) || N <- [1, 2]]),
    ?T(begin #point{x = X, y = _} = P, X end),
    ?T(begin #rect{a = #point{x = X}} = id(#rect{a = 1}), X end).

guard(X) when X#point.x =:= X#point.y -> same;
guard(X) when is_record(X, point), X#point.x > 1 -> far;
guard(X) when is_record(X, rect) -> rect;
guard(X) when X#point.x =/= 1; is_record(X, empty) -> other;
guard(_) -> none.

match(#point{x = 3, y = Y}) -> {three, Y};
match(#rect{a = #point{x = 0}, tag = [T | _]}) -> {tagged, T};
match(#rect{a = #point{}, b = #point{x = X}}) -> {b, X};
match(#rect{a = A} = R) -> {odd, A, R#rect.tag};
match(#empty{}) -> empty.

construct(1) -> #rect{a = #point{x = id(1)}, b = id(2)};
construct(N) -> #wide{f1 = N, f2 = construct(N - 1), f10 = #point{x = N}}.

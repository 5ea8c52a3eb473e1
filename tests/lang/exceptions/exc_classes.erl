%% SPDX-License-Identifier: Apache-2.0
%% try/catch/of/after in all combinations, with patterns on class, reason and stack.
-module(exc_classes).
-export([main/0]).
-include("t.hrl").

main() ->
    Actions = [fun() -> value end, fun() -> throw(t) end, fun() -> exit(e) end, fun() ->
        error(r) end, fun() -> error({r, 1}) end,
               fun() -> exit({shutdown, x}) end, fun() -> throw([1, 2]) end, fun() -> 1 + id(a) end,
                   fun() -> exit(normal) end],
    [?T({N, [F(A) || F <- [fun t1/1, fun t2/1, fun t3/1, fun t4/1, fun t5/1, fun t6/1, fun t7/1]]})
        || {N, A} <- lists:enumerate(Actions)],
    [?T({N, t8(A)}) || {N, A} <- lists:enumerate(Actions)],
    [?T({N, t9(A)}) || {N, A} <- lists:enumerate(Actions)],
    [?T({N, catch A()}) || {N, A} <- lists:enumerate(Actions), N =/= 4, N =/= 5, N =/= 8],
    ?T([is_tuple(catch A()) || A <- Actions]).

t1(F) -> try F() catch throw:X -> {throw, X}; exit:X -> {exit, X}; error:X -> {error, X} end.
t2(F) -> try F() of value -> was_value; X -> {other, X} catch _:_ -> caught end.
t3(F) -> try F() catch X -> {thrown, X}; _:X -> {any, X} end.
t4(F) -> try F() catch C:{R, X} -> {pair, C, R, X}; C:[H | _] -> {list, C, H}; _:R
    when is_atom(R) -> {atom, R} after put(t4, done) end.
t5(F) -> (try F() of X -> {of_part, X} catch error:_:S -> {error, is_list(S), length(S) > 0}; C:_ ->
    C after erase(t4) end).
t6(F) -> try {wrapped, F()} catch C:R -> {C, R} end.
t7(F) -> try try F() catch throw:t -> inner end of inner -> from_inner; X -> X catch exit:E ->
    {outer, E}; error:R when is_atom(R) -> {outer_error, R}; _:_ -> rest end.
t8(F) -> try F() catch exit:R -> {only_exit, R} end.
t9(F) -> try F() of value -> exit(from_of) catch exit:R -> {not_for_of, R} end.

%% SPDX-License-Identifier: Apache-2.0
%% Names and arities of funs in stack traces: nested, in comprehensions, named, of clauses.
-module(fun_traces).
-export([main/0]).
-include("t.hrl").

main() ->
    Y = id(7),
    ?T((fun() -> error(plain) end)()),
    ?T((fun(X) -> error({with_env, X, Y}) end)(1)),
    ?T((fun(1) -> one; (2) -> two end)(id(3))),
    ?T((fun(1, _) -> one; (X, Z) when X > Z -> Y end)(id(3), id(4))),
    ?T((fun F(0) -> error(bottom); F(N) -> 1 + F(N - 1) end)(3)),
    ?T((fun F(N) when N > 0 -> [N | F(N - 1)] end)(2)),
    ?T([X div (X - Y) || X <- [5, 6, 7]]),
    ?T([[A div B || A <- [1]] || B <- [1, 0]]),
    ?T(<< <<(A div B)>> || A <- [1], B <- [1, 0] >>),
    ?T((fun() -> (fun() -> (fun() -> element(Y, {}) end)() end)() end)()),
    ?T(lists:map(fun(X) -> lists:map(fun(Z) -> X / Z end, [1, 0]) end, [1])),
    ?T(maker(3)),
    ?T((maker(0))()),
    ?T(tail()),
    ?T(apply(fun(_, _) -> ok end, [1])),
    ?T(lists:foldl(fun(X, _) -> throw(X) end, 0, [first])),
    ?T(exit_in(fun() -> exit({why, Y}) end)),
    ?T(lists:sort(fun(A, B) -> A < B orelse error({compared, A, B}) end, [3, 1, 2])),
    ?T(maps:map(fun(K, V) -> K + V end, #{a => 1})),
    ?T(maps:fold(fun(_, V, Acc) -> V + Acc end, x, #{a => 1})).

maker(0) -> fun() -> hd([]) end;
maker(N) -> F = fun() -> erlang:error(made, [N]) end, F().

tail() -> F = fun() -> other(id([])) end, F().

other(L) -> tl(L).

exit_in(F) -> [F()].

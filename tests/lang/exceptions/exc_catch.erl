%% SPDX-License-Identifier: Apache-2.0
%% The old catch: values, EXIT tuples, stack in errors, nesting, in tail position and in loops.
-module(exc_catch).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(catch 1 + 1),
    ?T(catch throw(x)),
    ?T(catch exit(x)),
    ?T(strip(catch error(x))),
    ?T(strip(catch hd(id([])))),
    ?T(strip(catch id(1) + id(a))),
    ?T(strip(catch (id(nofun))(1))),
    ?T(catch throw({'EXIT', fake})),
    ?T(catch exit({'EXIT', nested})),
    ?T(catch (catch throw(a))),
    ?T(catch {ok, catch throw(a)}),
    ?T([catch throw(X) || X <- [1, 2, 3]]),
    ?T(strip(catch f(3))),
    ?T(case catch id(5) of {'EXIT', _} -> bad; N when N > 4 -> big end),
    ?T(begin (catch throw(ignored)), after_catch end),
    ?T((catch id(1)) + (catch throw(2))),
    ?T({catch throw(1), catch exit(2), 3}),
    ?T(tail(5)),
    ?T(loop(100000, 0)),
    ?T(in_guard_position(id(3))),
    ?T(catch try throw(a) catch throw:a -> throw(b) end),
    ?T(catch try throw(a) after ok end),
    ?T(try (catch error(x)) of {'EXIT', {x, S}} when is_list(S) -> caught_in_try catch _:_ ->
            no end),
    ?T(registers(1, 2, 3)),
    ?T(strip(catch apply(erlang, error, [[reason, list]]))).

strip({'EXIT', {R, S}}) -> {'EXIT', {R, t:st(S)}};
strip(X) -> X.

f(0) -> element(5, id({a}));
f(N) -> [N, f(N - 1)].

tail(0) -> catch throw(bottom);
tail(N) -> catch tail(N - 1).

loop(0, Acc) -> Acc;
loop(N, Acc) ->
    case catch step(N) of
        {'EXIT', _} -> loop(N - 1, Acc);
        {thrown, X} -> loop(N - 1, Acc + X);
        X -> loop(N - 1, Acc - X)
    end.

step(N) when N rem 3 =:= 0 -> throw({thrown, 2});
step(N) when N rem 1000 =:= 1 -> exit(N);
step(_) -> 1.

in_guard_position(X) when hd(X) =:= 1; X > 2 -> yes;
in_guard_position(_) -> no.

%% Values live across the catch.
registers(A, B, C) ->
    X = A + B,
    Y = (catch throw(X * C)),
    Z = (catch throw([X, Y])),
    {A, B, C, X, Y, Z}.

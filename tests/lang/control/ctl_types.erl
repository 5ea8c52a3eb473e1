%% SPDX-License-Identifier: Apache-2.0
%% Specs, types, records with types and opaque types: they leave no trace in what runs.
-module(ctl_types).
-export([main/0]).
-include("t.hrl").

-export_type([tree/1, colour/0]).
-type colour() :: red | green | {rgb, byte(), byte(), byte()}.
-type tree(T) :: leaf | {tree(T), T, tree(T)}.
-opaque handle() :: {handle, pos_integer()}.
-export_type([handle/0]).
-record(car, {colour = red :: colour(), wheels = 4 :: 3..4, owner :: undefined | string(),
    tags = [] :: [atom()]}).

main() ->
    ?T([paint(C) || C <- [red, green, {rgb, 1, 2, 255}]]),
    ?T(paint(id(blue))),
    T = lists:foldl(fun insert/2, leaf, [5, 2, 8, 1, 9, 3]),
    ?T({T, flatten(T), depth(T)}),
    ?T(#car{}),
    ?T((#car{wheels = id(17)})#car.wheels),
    ?T(update(#car{owner = "me"})),
    ?T(handle(id(3))),
    ?T(overloaded(1)),
    ?T(overloaded(a)),
    ?T(overloaded(id("x"))).

-spec paint(colour()) -> {painted, colour()} | integer().
paint({rgb, R, G, B}) -> R + G + B;
paint(C) when C =:= red; C =:= green -> {painted, C}.

-spec insert(T, tree(T)) -> tree(T).
insert(X, leaf) -> {leaf, X, leaf};
insert(X, {L, Y, R}) when X < Y -> {insert(X, L), Y, R};
insert(X, {L, Y, R}) -> {L, Y, insert(X, R)}.

-spec flatten(tree(T)) -> [T].
flatten(leaf) -> [];
flatten({L, X, R}) -> flatten(L) ++ [X | flatten(R)].

-spec depth(tree(any())) -> non_neg_integer().
depth(leaf) -> 0;
depth({L, _, R}) -> 1 + max(depth(L), depth(R)).

-spec update(#car{}) -> #car{}.
update(#car{tags = Tags, wheels = W} = C) when W >= 3 -> C#car{tags = [updated | Tags],
    wheels = W - 1}.

-spec handle(pos_integer()) -> handle().
handle(N) -> {handle, N}.

-spec overloaded(integer()) -> {int, integer()}; (atom()) -> {atom, string()}.
overloaded(X) when is_integer(X) -> {int, X};
overloaded(X) when is_atom(X) -> {atom, atom_to_list(X)}.

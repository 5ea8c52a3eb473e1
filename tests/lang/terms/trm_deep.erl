%% SPDX-License-Identifier: Apache-2.0
%% Terms nested a million deep: compare, hash, copy, encode, size, print nothing.
%% heavy: large heap
-module(trm_deep).
-export([main/0]).
-include("t.hrl").

main() ->
    N = 1000000,
    A = lists_nest(N, []),
    B = lists_nest(N, []),
    C = lists_nest(N, [x]),
    erlang:display([A =:= B, A == B, A =:= C, A < C, C < A]),
    erlang:display(erlang:phash2(A)),
    erlang:display(erlang:phash2(C)),
    erlang:display(erts_debug:flat_size(A)),
    erlang:display(byte_size(term_to_binary(A))),
    erlang:display(erlang:external_size(A)),
    erlang:display(binary_to_term(term_to_binary(A)) =:= A),
    T = tuples(200000, leaf),
    erlang:display(T =:= tuples(200000, leaf)),
    erlang:display(T < tuples(200000, leaf2)),
    erlang:display(erlang:phash2(T)),
    erlang:display(binary_to_term(term_to_binary(T)) =:= T),
    M = maps_nest(100000, #{}),
    erlang:display([M =:= maps_nest(100000, #{}), M < maps_nest(100000, #{z => 1}),
        erts_debug:flat_size(M)]),
    erlang:display(erlang:phash2(M)),
    self() ! {deep, A, T},
    receive {deep, A2, T2} -> erlang:display([A2 =:= A, T2 =:= T]) end,
    put(deep, A),
    erlang:display(get(deep) =:= A),
    erlang:garbage_collect(),
    erlang:display(erase(deep) =:= B),
    F = funs(100000, fun() -> 0 end),
    erlang:display([F(), F =:= funs(100000, fun() -> 0 end)]),
    erlang:display(depth(A, 0)),
    erlang:display(iolist_size(lists_nest(N, "abc"))),
    erlang:display(iolist_to_binary(lists_nest(N, "abc"))),
    erlang:display(length(lists:flatten(lists_nest(50000, "abc")))).

lists_nest(0, A) -> A;
lists_nest(N, A) -> lists_nest(N - 1, [A]).

tuples(0, A) -> A;
tuples(N, A) -> tuples(N - 1, {N, A, []}).

maps_nest(0, A) -> A;
maps_nest(N, A) -> maps_nest(N - 1, #{k => A}).

funs(0, F) -> F;
funs(N, F) -> funs(N - 1, fun() -> F() + 1 end).

depth([X], N) -> depth(X, N + 1);
depth([], N) -> N.

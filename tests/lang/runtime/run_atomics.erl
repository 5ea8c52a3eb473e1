%% SPDX-License-Identifier: Apache-2.0
%% atomics: signed and unsigned arrays, wrap-around, exchange, bounds.
-module(run_atomics).
-export([main/0]).
-include("t.hrl").

main() ->
    A = atomics:new(3, [{signed, true}]),
    U = atomics:new(2, [{signed, false}]),
    ?T(atomics:info(A) =:= #{size => 3, max => (1 bsl 63) - 1, min => -(1 bsl 63), memory => maps:get(memory, atomics:info(A))}),
    ?T([maps:get(K, atomics:info(U)) || K <- [size, max, min]]),
    ?T([atomics:get(A, I) || I <- [1, 2, 3]]),
    ?T({atomics:put(A, 1, 42), atomics:get(A, 1), atomics:add(A, 1, -50), atomics:get(A, 1), atomics:add_get(A, 1, 100), atomics:sub(A, 1, 1), atomics:sub_get(A, 1, 2)}),
    ?T({atomics:exchange(A, 2, 7), atomics:exchange(A, 2, 8), atomics:compare_exchange(A, 2, 8, 9), atomics:compare_exchange(A, 2, 8, 10), atomics:get(A, 2)}),
    ?T(begin atomics:put(A, 3, (1 bsl 63) - 1), {atomics:add_get(A, 3, 1), atomics:sub_get(A, 3, 1)} end),
    ?T(begin atomics:put(U, 1, (1 bsl 64) - 1), {atomics:get(U, 1), atomics:add_get(U, 1, 1), atomics:sub_get(U, 1, 1)} end),
    ?T([atomics:put(A, 1, V) || V <- [1 bsl 59, -(1 bsl 63), 1 bsl 62]]),
    ?T(atomics:get(A, 1)),
    ?T(atomics:add(U, 2, -1)),
    ?T(atomics:get(U, 2)),
    ?T(atomics:add_get(U, 2, (1 bsl 64) - 1)),
    ?E(atomics:put(A, 1, id(1 bsl 63))),
    ?E(atomics:put(U, 1, id(-1))),
    ?E(atomics:put(U, 1, id(1 bsl 64))),
    ?E(atomics:get(A, id(0))),
    ?E(atomics:get(A, id(4))),
    ?E(atomics:get(A, id(a))),
    ?E(atomics:get(id(x), 1)),
    ?E(atomics:put(A, 1, id(a))),
    ?E(atomics:add(A, 1, id(1.0))),
    ?E(atomics:exchange(A, 1, id(1 bsl 64))),
    ?E(atomics:compare_exchange(A, 1, id(a), 1)),
    ?T(atomics:new(id(0), [])),
    ?T(atomics:new(id(a), [])),
    ?T(atomics:new(1, id([bad]))),
    ?T(atomics:new(1, id([{signed, maybe_so}]))),
    ?T(atomics:new(1, id(x))),
    ?T(atomics:info(id(make_tuple))),
    ?T(is_reference(A)),
    B = atomics:new(1000, []),
    ?T(begin [atomics:add(B, I, I) || I <- lists:seq(1, 1000)], lists:sum([atomics:get(B, I) || I <- lists:seq(1, 1000)]) end),
    ?T(atomics:get(binary_to_term(term_to_binary(B)), 10)).

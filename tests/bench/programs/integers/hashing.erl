%% SPDX-License-Identifier: Apache-2.0
%% An xorshift generator and FNV-1a over its bytes: bit operations on 32-bit values.
-module(hashing).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 16000000.

bench(N) ->
    rounds(N, 2463534242, 16#811c9dc5).

rounds(0, _, Hash) ->
    Hash;
rounds(N, X, Hash) ->
    Next = xorshift(X),
    rounds(N - 1, Next, fnv(Next, Hash)).

xorshift(X0) ->
    X1 = X0 bxor ((X0 bsl 13) band 16#ffffffff),
    X2 = X1 bxor (X1 bsr 17),
    X2 bxor ((X2 bsl 5) band 16#ffffffff).

fnv(X, Hash0) ->
    Hash1 = mix(Hash0, X band 255),
    Hash2 = mix(Hash1, (X bsr 8) band 255),
    Hash3 = mix(Hash2, (X bsr 16) band 255),
    mix(Hash3, X bsr 24).

mix(Hash, Byte) ->
    ((Hash bxor Byte) * 16777619) band 16#ffffffff.

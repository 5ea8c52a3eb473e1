%% SPDX-License-Identifier: Apache-2.0
%% SHA-1, SHA-256, MD5, FNV, xxHash and Adler written in Erlang: 32 and 64 bit arithmetic.
-module(lib_hashes).
-export([main/0]).
-include("t.hrl").

main() ->
    Ts = ["", "abc", "The quick brown fox jumps over the lazy dog", lists:duplicate(200, $a)],
    [t:p("~s ~s", [hex(sha1(list_to_binary(S))), hex(sha256(list_to_binary(S)))]) || S <- Ts],
    [t:p("~s ~w", [hex(md5(list_to_binary(S))), md5(list_to_binary(S)) =:= erlang:md5(S)])
            || S <- Ts],
    [t:p("~w ~w ~w", [fnv1a(list_to_binary(S)), xxh(list_to_binary(S), 7),
            adler(list_to_binary(S)) =:= erlang:adler32(S)]) || S <- Ts],
    ?T([crc(list_to_binary(S)) =:= erlang:crc32(S) || S <- Ts]),
    ?T(murmur(<<"hello, murmur">>, 42)),
    ?T(hex(hmac(<<"key">>, <<"The quick brown fox jumps over the lazy dog">>))),
    ?T(siphash(<<0:64, 1:64>>, <<"siphash input data">>)).

-define(M32(X), ((X) band 16#ffffffff)).
-define(M64(X), ((X) band 16#ffffffffffffffff)).

hex(B) -> [if N < 10 -> $0 + N; true -> $a + N - 10 end || <<N:4>> <= B].
rol(X, N) -> ?M32((X bsl N) bor (X bsr (32 - N))).
ror(X, N) -> rol(X, 32 - N).

pad(B, Endian) ->
    L = byte_size(B),
    Z = (119 - L rem 64) rem 64,
    case Endian of
        big -> <<B/binary, 128, 0:(Z * 8), (L * 8):64>>;
        little -> <<B/binary, 128, 0:(Z * 8), (L * 8):64/little>>
    end.

sha1(B) -> sha1(pad(B, big), {16#67452301, 16#efcdab89, 16#98badcfe, 16#10325476, 16#c3d2e1f0}).
sha1(<<>>, {A, B, C, D, E}) -> <<A:32, B:32, C:32, D:32, E:32>>;
sha1(<<Block:64/binary, R/binary>>, {A, B, C, D, E} = H) ->
    W = sched1(lists:reverse([X || <<X:32>> <= Block]), 64),
    {A1, B1, C1, D1, E1} = rounds1(W, 0, H),
    sha1(R, {?M32(A + A1), ?M32(B + B1), ?M32(C + C1), ?M32(D + D1), ?M32(E + E1)}).
sched1(W, 0) -> lists:reverse(W);
sched1(W, N) ->
    X = lists:nth(3, W) bxor lists:nth(8, W) bxor lists:nth(14, W) bxor lists:nth(16, W),
    sched1([rol(X, 1) | W], N - 1).
rounds1([], _, H) -> H;
rounds1([W | Ws], I, {A, B, C, D, E}) ->
    {F, K} = if
        I < 20 -> {(B band C) bor ((bnot B) band D), 16#5a827999};
        I < 40 -> {B bxor C bxor D, 16#6ed9eba1};
        I < 60 -> {(B band C) bor (B band D) bor (C band D), 16#8f1bbcdc};
        true -> {B bxor C bxor D, 16#ca62c1d6}
    end,
    rounds1(Ws, I + 1, {?M32(rol(A, 5) + F + E + K + W), A, rol(B, 30), C, D}).

primes() -> [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83,
    89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151,
             157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229, 233, 239, 241,
                 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311].

%% Fractional bits of cube and square roots, by integer arithmetic.
root(P, 3) -> iroot(P bsl 96, 3) band 16#ffffffff;
root(P, 2) -> iroot(P bsl 64, 2) band 16#ffffffff.
iroot(N, K) -> iroot(N, K, 0, 1 bsl 40).
iroot(_, _, L, H) when H - L =< 1 -> L;
iroot(N, K, L, H) ->
    M = (L + H) div 2,
    case power(M, K) =< N of true -> iroot(N, K, M, H); false -> iroot(N, K, L, M) end.
power(_, 0) -> 1;
power(X, N) -> X * power(X, N - 1).

sha256(B) -> sha256(pad(B, big), [root(P, 2) || P <- lists:sublist(primes(), 8)],
    [root(P, 3) || P <- primes()]).
sha256(<<>>, H, _) -> << <<X:32>> || X <- H >>;
sha256(<<Block:64/binary, R/binary>>, H, K) ->
    W = sched2(lists:reverse([X || <<X:32>> <= Block]), 48),
    H2 = rounds2(W, K, list_to_tuple(H)),
    sha256(R, [?M32(A + C) || {A, C} <- lists:zip(H, tuple_to_list(H2))], K).
sched2(W, 0) -> lists:reverse(W);
sched2(W, N) ->
    A = lists:nth(15, W), B = lists:nth(2, W),
    S0 = ror(A, 7) bxor ror(A, 18) bxor (A bsr 3),
    S1 = ror(B, 17) bxor ror(B, 19) bxor (B bsr 10),
    sched2([?M32(lists:nth(16, W) + S0 + lists:nth(7, W) + S1) | W], N - 1).
rounds2([], [], H) -> H;
rounds2([W | Ws], [K | Ks], {A, B, C, D, E, F, G, H}) ->
    S1 = ror(E, 6) bxor ror(E, 11) bxor ror(E, 25),
    Ch = (E band F) bxor ((bnot E) band G),
    T1 = H + S1 + Ch + K + W,
    S0 = ror(A, 2) bxor ror(A, 13) bxor ror(A, 22),
    Maj = (A band B) bxor (A band C) bxor (B band C),
    rounds2(Ws, Ks, {?M32(T1 + S0 + Maj), A, B, C, ?M32(D + T1), E, F, G}).

hmac(K, M) ->
    P = <<K/binary, 0:((64 - byte_size(K)) * 8)>>,
    I = << <<(X bxor 16#36)>> || <<X>> <= P >>,
    O = << <<(X bxor 16#5c)>> || <<X>> <= P >>,
    sha256(<<O/binary, (sha256(<<I/binary, M/binary>>))/binary>>).

md5(B) -> md5(pad(B, little), {16#67452301, 16#efcdab89, 16#98badcfe, 16#10325476}).
md5(<<>>, {A, B, C, D}) -> <<A:32/little, B:32/little, C:32/little, D:32/little>>;
md5(<<Block:64/binary, R/binary>>, {A, B, C, D} = H) ->
    X = list_to_tuple([W || <<W:32/little>> <= Block]),
    {A1, B1, C1, D1} = lists:foldl(fun(I, S) -> md5_step(I, S, X) end, H, lists:seq(0, 63)),
    md5(R, {?M32(A + A1), ?M32(B + B1), ?M32(C + C1), ?M32(D + D1)}).
md5_step(I, {A, B, C, D}, X) ->
    {F, G, S} = case I bsr 4 of
        0 -> {(B band C) bor ((bnot B) band D), I, element(1 + I rem 4, {7, 12, 17, 22})};
        1 -> {(D band B) bor ((bnot D) band C), (5 * I + 1) rem 16,
            element(1 + I rem 4, {5, 9, 14, 20})};
        2 -> {B bxor C bxor D, (3 * I + 5) rem 16, element(1 + I rem 4, {4, 11, 16, 23})};
        3 -> {C bxor (B bor (D bxor 16#ffffffff)), (7 * I) rem 16,
            element(1 + I rem 4, {6, 10, 15, 21})}
    end,
    K = trunc(abs(math:sin(I + 1)) * 4294967296),
    {D, ?M32(B + rol(?M32(A + F + K + element(G + 1, X)), S)), B, C}.

fnv1a(B) -> lists:foldl(fun(X, H) -> ?M64((H bxor X) * 1099511628211) end, 14695981039346656037,
    binary_to_list(B)).

crc(B) -> crc(B, 16#ffffffff) bxor 16#ffffffff.
crc(<<X, R/binary>>, C) -> crc(R, crc8(C bxor X, 8));
crc(<<>>, C) -> C.
crc8(C, 0) -> C;
crc8(C, N) when C band 1 =:= 1 -> crc8((C bsr 1) bxor 16#edb88320, N - 1);
crc8(C, N) -> crc8(C bsr 1, N - 1).

adler(B) -> {A, C} = lists:foldl(fun(X, {A, C}) -> A1 = (A + X) rem 65521,
    {A1, (C + A1) rem 65521} end, {1, 0}, binary_to_list(B)), (C bsl 16) bor A.

xxh(B, Seed) -> xxh_tail(B, ?M64(Seed + 16#27d4eb2f165667c5 + byte_size(B))).
xxh_tail(<<X:64/little, R/binary>>, H) ->
    K = ?M64(rol64(?M64(X * 16#c2b2ae3d27d4eb4f), 31) * 16#9e3779b185ebca87),
    xxh_tail(R, ?M64(rol64(H bxor K, 27) * 16#9e3779b185ebca87 + 16#85ebca77c2b2ae63));
xxh_tail(<<X:32/little, R/binary>>, H) ->
    xxh_tail(R, ?M64(rol64(H bxor ?M64(X * 16#9e3779b185ebca87), 23) * 16#c2b2ae3d27d4eb4f +
    16#165667b19e3779f9));
xxh_tail(<<X, R/binary>>, H) ->
    xxh_tail(R, ?M64(rol64(H bxor ?M64(X * 16#27d4eb2f165667c5), 11) * 16#9e3779b185ebca87));
xxh_tail(<<>>, H0) ->
    H1 = ?M64((H0 bxor (H0 bsr 33)) * 16#c2b2ae3d27d4eb4f),
    H2 = ?M64((H1 bxor (H1 bsr 29)) * 16#165667b19e3779f9),
    H2 bxor (H2 bsr 32).
rol64(X, N) -> ?M64((X bsl N) bor (X bsr (64 - N))).

murmur(<<K:32/little, R/binary>>, H) ->
    murmur(R, ?M32(rol(H bxor ?M32(rol(?M32(K * 16#cc9e2d51), 15) * 16#1b873593), 13) * 5 +
    16#e6546b64));
murmur(R, H) -> {R, H bxor (H bsr 16)}.

siphash(<<K0:64/little, K1:64/little>>, M) ->
    V = {K0 bxor 16#736f6d6570736575, K1 bxor 16#646f72616e646f6d, K0 bxor 16#6c7967656e657261,
        K1 bxor 16#7465646279746573},
    sip(M, V, byte_size(M)).
sip(<<X:64/little, R/binary>>, {A, B, C, D}, L) -> {A1, B1, C1, D1} = sr(sr({A, B, C, D bxor X})),
    sip(R, {A1 bxor X, B1, C1, D1}, L);
sip(R, {A, B, C, D}, L) ->
    P = 7 - byte_size(R),
    <<X:64/little>> = <<R/binary, 0:(P * 8), L>>,
    {A1, B1, C1, D1} = sr(sr({A, B, C, D bxor X})),
    {A2, B2, C2, D2} = sr(sr(sr(sr({A1 bxor X, B1, C1 bxor 16#ff, D1})))),
    A2 bxor B2 bxor C2 bxor D2.
sr({A0, B0, C0, D0}) ->
    A1 = ?M64(A0 + B0), B1 = rol64(B0, 13) bxor A1, A2 = rol64(A1, 32),
    C1 = ?M64(C0 + D0), D1 = rol64(D0, 16) bxor C1,
    A3 = ?M64(A2 + D1), D2 = rol64(D1, 21) bxor A3,
    C2 = ?M64(C1 + B1), B2 = rol64(B1, 17) bxor C2, C3 = rol64(C2, 32),
    {A3, B2, C3, D2}.

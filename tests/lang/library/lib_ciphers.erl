%% SPDX-License-Identifier: Apache-2.0
%% RC4, XTEA, ChaCha20 and AES-128 in Erlang.
-module(lib_ciphers).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(hex(rc4("Key", "Plaintext"))),
    ?T(rc4("Wiki", binary_to_list(rc4("Wiki", "pedia")))),
    ?T(xtea_dec(xtea_enc({1, 2}, {16#12345678, 16#9abcdef0, 3, 4}), {16#12345678, 16#9abcdef0, 3,
            4})),
    ?T(xtea_enc({16#41424344, 16#45464748}, {16#00010203, 16#04050607, 16#08090a0b, 16#0c0d0e0f})),
    ?T(hex(chacha(list_to_binary(lists:seq(0, 31)), 1, <<0, 0, 0, 9, 0, 0, 0, 16#4a, 0, 0, 0,
            0>>))),
    ?T(hex(aes(<<16#2b7e151628aed2a6abf7158809cf4f3c:128>>,
            <<16#6bc1bee22e409f96e93d7e117393172a:128>>))),
    ?T(hex(aes(<<0:128>>, <<0:128>>))),
    ?T(erlang:crc32(iolist_to_binary([aes(<<7:128>>, <<N:128>>) || N <- lists:seq(1, 8)]))).

hex(B) -> [if N < 10 -> $0 + N; true -> $a + N - 10 end || <<N:4>> <= iolist_to_binary(B)].

rc4(Key, Text) ->
    K = list_to_tuple(Key),
    S0 = list_to_tuple(lists:seq(0, 255)),
    {S, _} = lists:foldl(fun(I, {S, J}) ->
        J1 = (J + element(I + 1, S) + element(I rem tuple_size(K) + 1, K)) band 255,
            {swap(I, J1, S), J1} end, {S0, 0}, lists:seq(0, 255)),
    list_to_binary(rc4(Text, S, 0, 0)).
rc4([C | T], S0, I0, J0) ->
    I = (I0 + 1) band 255,
    J = (J0 + element(I + 1, S0)) band 255,
    S = swap(I, J, S0),
    [C bxor element(((element(I + 1, S) + element(J + 1, S)) band 255) + 1, S) | rc4(T, S, I, J)];
rc4([], _, _, _) -> [].
swap(I, J, S) -> setelement(I + 1, setelement(J + 1, S, element(I + 1, S)), element(J + 1, S)).

-define(M(X), ((X) band 16#ffffffff)).
xtea_enc({A, B}, K) -> xtea_enc(A, B, K, 0, 32).
xtea_enc(A, B, _, _, 0) -> {A, B};
xtea_enc(A, B, K, S, N) ->
    A1 = ?M(A + ((((B bsl 4) bxor (B bsr 5)) + B) bxor (S + element((S band 3) + 1, K)))),
    S1 = ?M(S + 16#9e3779b9),
    B1 = ?M(B + ((((A1 bsl 4) bxor (A1 bsr 5)) + A1) bxor
        (S1 + element(((S1 bsr 11) band 3) + 1, K)))),
    xtea_enc(A1, B1, K, S1, N - 1).
xtea_dec({A, B}, K) -> xtea_dec(A, B, K, ?M(16#9e3779b9 * 32), 32).
xtea_dec(A, B, _, _, 0) -> {A, B};
xtea_dec(A, B, K, S, N) ->
    B1 = ?M(B - ((((A bsl 4) bxor (A bsr 5)) + A) bxor (S + element(((S bsr 11) band 3) + 1, K)))),
    S1 = ?M(S - 16#9e3779b9),
    A1 = ?M(A - ((((B1 bsl 4) bxor (B1 bsr 5)) + B1) bxor (S1 + element((S1 band 3) + 1, K)))),
    xtea_dec(A1, B1, K, S1, N - 1).

chacha(Key, Counter, Nonce) ->
    L = [W || <<W:32/little>> <= <<"expand 32-byte k", Key/binary, Counter:32/little,
        Nonce/binary>>],
    S = list_to_tuple(L),
    R = lists:foldl(fun(_, X) ->
        lists:foldl(fun({A, B, C, D}, Y) -> quarter(A, B, C, D, Y) end, X,
                    [{1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15}, {4, 8, 12, 16}, {1, 6, 11, 16},
                        {2, 7, 12, 13}, {3, 8, 9, 14}, {4, 5, 10, 15}]) end,
        S, lists:seq(1, 10)),
    << <<(A + B):32/little>> || {A, B} <- lists:zip(L, tuple_to_list(R)) >>.
quarter(A, B, C, D, S0) -> lists:foldl(fun({X, Y, Z, N}, S) -> qr(X, Y, Z, N, S) end, S0,
    [{A, B, D, 16}, {C, D, B, 12}, {A, B, D, 8}, {C, D, B, 7}]).
qr(X, Y, Z, N, S) ->
    A = ?M(element(X, S) + element(Y, S)),
    B = element(Z, S) bxor A,
    setelement(X, setelement(Z, S, ?M((B bsl N) bor (B bsr (32 - N)))), A).

xtime(X) when X >= 128 -> (X bsl 1) bxor 16#11b;
xtime(X) -> X bsl 1.
gmul(_, 0) -> 0;
gmul(A, B) when B band 1 =:= 1 -> A bxor gmul(xtime(A), B bsr 1);
gmul(A, B) -> gmul(xtime(A), B bsr 1).
inv(0) -> 0;
inv(A) -> hd([B || B <- lists:seq(1, 255), gmul(A, B) =:= 1]).
sbox() ->
    case get(sbox) of
        undefined -> S = list_to_tuple([affine(inv(X)) || X <- lists:seq(0, 255)]), put(sbox, S), S;
        S -> S
    end.
affine(B) -> lists:foldl(fun(N, A) -> A bxor (((B bsl N) bor (B bsr (8 - N))) band 255) end,
    B bxor 16#63, [1, 2, 3, 4]).
sub(X) -> element(X + 1, sbox()).

aes(Key, Block) ->
    Ks = expand([binary_to_list(W) || <<W:4/binary>> <= Key], 4, 1),
    [K0 | Rest] = groups(Ks),
    S0 = add(binary_to_list(Block), K0),
    {Mid, [Last]} = lists:split(9, Rest),
    S1 = lists:foldl(fun(K, S) -> add(mix(shift([sub(X) || X <- S])), K) end, S0, Mid),
    list_to_binary(add(shift([sub(X) || X <- S1]), Last)).
expand(Ws, 44, _) -> Ws;
expand(Ws, I, R) ->
    [A, B, C, D] = T = lists:last(Ws),
    {T2, R2} = if I rem 4 =:= 0 -> {[sub(B) bxor R, sub(C), sub(D), sub(A)], xtime(R)}; true ->
        {T, R} end,
    expand(Ws ++ [[X bxor Y || {X, Y} <- lists:zip(T2, lists:nth(I - 3, Ws))]], I + 1, R2).
groups([A, B, C, D | T]) -> [A ++ B ++ C ++ D | groups(T)];
groups([]) -> [].
add(A, B) -> [X bxor Y || {X, Y} <- lists:zip(A, B)].
shift([A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P]) -> [A, F, K, P, E, J, O, D, I, N, C, H, M,
    B, G, L].
mix([A, B, C, D | T]) ->
    [gmul(A, 2) bxor gmul(B, 3) bxor C bxor D, A bxor gmul(B, 2) bxor gmul(C, 3) bxor D,
        A bxor B bxor gmul(C, 2) bxor gmul(D, 3),
     gmul(A, 3) bxor B bxor C bxor gmul(D, 2) | mix(T)];
mix([]) -> [].

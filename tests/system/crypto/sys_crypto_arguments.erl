%% SPDX-License-Identifier: Apache-2.0
%% Every function of crypto with good arguments, and with each of them replaced by terms of all kinds:
%% results, or class and reason of the error, the argument it is about, and the function on top of the
%% trace. The line in the C code, which no two implementations share, is only looked at for what it is;
%% random results show their type and size.
-module(sys_crypto_arguments).
-export([main/0]).

main() ->
    lists:foreach(fun replaced/1, calls()),
    lists:foreach(fun as_they_are/1, options()).

bad() ->
    [foo, true, 0, -1, 17, 1 bsl 80, 1.5, <<1:3>>, <<0:3, "abc", 0:5>>, <<>>, <<"abc">>, [], [1, 2 | 3],
     [300], "abc", [<<"x">>, [["y"]], <<>>], {}, {a, b}, #{}, self(), make_ref(), fun main/0].

replaced({Function, Shown, Arguments}) ->
    io:format("~p/~p ~p~n", [Function, length(Arguments), outcome(Function, Shown, Arguments)]),
    [begin
         {Before, [_ | After]} = lists:split(At - 1, Arguments),
         io:format("~p/~p ~p:~p ~p~n", [Function, length(Arguments), At, Index,
                                        outcome(Function, Shown, Before ++ [Bad | After])])
     end || At <- lists:seq(1, length(Arguments)),
            {Index, Bad} <- lists:zip(lists:seq(1, length(bad())), bad())].

as_they_are({Function, Shown, Arguments}) ->
    io:format("~p ~0p ~p~n", [Function, masked(Arguments), outcome(Function, Shown, Arguments)]).

outcome(Function, Shown, Arguments) ->
    try apply(crypto, Function, Arguments) of
        Value when Shown =:= value -> masked(Value);
        Value when Shown =:= type, is_binary(Value) -> binary;
        Value -> kind(Value)
    catch
        Class:Reason:Stack -> error_of(Class, Reason, hd(Stack))
    end.

error_of(Class, {Tag, {File, Line}, Text}, {M, F, Args, Info}) ->
    true = is_list(File) andalso is_integer(Line),
    {Class, Tag, File, Text, {M, F, arity(Args)}, proplists:get_value(error_info, Info)};
error_of(Class, Reason, {M, F, Args, Info}) ->
    {Class, masked(Reason), {M, F, arity(Args)}, proplists:is_defined(error_info, Info)}.

arity(Args) when is_list(Args) -> {arguments, length(Args)};
arity(Arity) -> Arity.

%% Without what differs from run to run.
masked(Term) when is_reference(Term) -> reference;
masked(Term) when is_pid(Term) -> pid;
masked(Term) when is_tuple(Term) -> list_to_tuple([masked(T) || T <- tuple_to_list(Term)]);
masked([H | T]) -> [masked(H) | masked(T)];
masked(Term) -> Term.

kind(Term) when is_binary(Term) -> {binary, byte_size(Term)};
kind(Term) when is_tuple(Term) -> list_to_tuple([kind(T) || T <- tuple_to_list(Term)]);
kind([H | T]) -> [kind(H) | kind(T)];
kind(Term) when is_integer(Term) -> integer;
kind(Term) -> masked(Term).

key(Bytes) -> list_to_binary(lists:seq(1, Bytes)).

calls() ->
    Hash = crypto:hash_init(sha),
    Mac = crypto:mac_init(hmac, sha256, "key"),
    Cipher = crypto:crypto_init(aes_128_cbc, key(16), key(16), true),
    {Rsa, RsaPrivate} = rsa(),
    {Ec, EcPrivate} = crypto:generate_key(ecdh, secp256r1, key(32)),
    {Ed, EdPrivate} = crypto:generate_key(eddsa, ed25519, key(32)),
    [{hash, value, [sha256, "abc"]},
     {hash_init, value, [sha]},
     {hash_update, value, [Hash, "abc"]},
     {hash_final, value, [Hash]},
     {hash_info, value, [sha3_224]},
     {hash_equals, value, [<<"abc">>, <<"abc">>]},
     {mac, value, [poly1305, key(32), "abc"]},
     {mac, value, [hmac, sha256, "key", "abc"]},
     {mac, value, [cmac, aes_128_cbc, key(16), "abc"]},
     {macN, value, [hmac, sha256, "key", "abc", 4]},
     {mac_init, value, [poly1305, key(32)]},
     {mac_init, value, [hmac, sha256, "key"]},
     {mac_init, value, [cmac, aes_256_cbc, key(32)]},
     {mac_update, value, [Mac, "abc"]},
     {cipher_info, value, [aes_128_gcm]},
     {crypto_init, value, [aes_128_ecb, key(16), true]},
     {crypto_init, value, [aes_128_cbc, key(16), key(16), true]},
     {crypto_init, value, [chacha20, key(32), key(16), [{encrypt, false}]]},
     {crypto_dyn_iv_init, value, [aes_128_cbc, key(16), true]},
     {crypto_update, value, [Cipher, key(16)]},
     {crypto_dyn_iv_update, value, [Cipher, key(16), key(16)]},
     {crypto_get_data, value, [Cipher]},
     {crypto_final, value, [Cipher]},
     {crypto_one_time, value, [aes_128_ecb, key(16), key(32), true]},
     {crypto_one_time, value, [aes_256_ctr, key(32), key(16), "abc", true]},
     {crypto_one_time, value, [des_ede3_cbc, key(24), key(8), key(8), false]},
     {crypto_one_time_aead, value, [aes_128_gcm, key(16), key(12), "abc", "aad", true]},
     {crypto_one_time_aead, value, [aes_192_ccm, key(24), key(12), "abc", "aad", 8, true]},
     {crypto_one_time_aead, value, [aes_256_gcm, key(32), key(12), "abc", "aad", key(16), false]},
     {strong_rand_bytes, kind, [8]},
     {rand_seed, value, [<<"seed">>]},
     {exor, value, ["abc", "def"]},
     {mod_pow, value, [3, 5, 7]},
     {pbkdf2_hmac, value, [sha256, <<"password">>, <<"salt">>, 3, 20]},
     {sign, value, [rsa, sha256, "abc", RsaPrivate]},
     {sign, kind, [rsa, sha256, "abc", RsaPrivate, [{rsa_padding, rsa_pkcs1_pss_padding}]]},
     {sign, value, [eddsa, none, "abc", [EdPrivate, ed25519]]},
     {verify, value, [rsa, sha256, "abc", crypto:sign(rsa, sha256, "abc", RsaPrivate), Rsa]},
     {verify, value, [eddsa, none, "abc", crypto:sign(eddsa, none, "abc", [EdPrivate, ed25519]),
                      [Ed, ed25519]]},
     {verify, value, [ecdsa, sha, "abc", crypto:sign(ecdsa, sha, "abc", [EcPrivate, secp256r1]),
                      [Ec, secp256r1]]},
     {public_encrypt, kind, [rsa, <<"abc">>, Rsa, rsa_pkcs1_padding]},
     {private_encrypt, value, [rsa, <<"abc">>, RsaPrivate, rsa_pkcs1_padding]},
     {public_decrypt, value, [rsa, crypto:private_encrypt(rsa, <<"abc">>, RsaPrivate,
                                                          rsa_pkcs1_padding),
                              Rsa, rsa_pkcs1_padding]},
     {private_decrypt, value, [rsa, crypto:public_encrypt(rsa, <<"abc">>, Rsa,
                                                          rsa_pkcs1_oaep_padding),
                               RsaPrivate, rsa_pkcs1_oaep_padding]},
     {privkey_to_pubkey, value, [rsa, RsaPrivate]},
     {privkey_to_pubkey, value, [ecdsa, [EcPrivate, secp256r1]]},
     {privkey_to_pubkey, value, [eddsa, [EdPrivate, ed25519]]},
     {generate_key, value, [ecdh, secp256r1, key(32)]},
     {generate_key, kind, [ecdh, secp384r1]},
     {generate_key, value, [eddh, x25519, key(32)]},
     {generate_key, value, [eddsa, ed448, key(57)]},
     {generate_key, kind, [eddh, x448]},
     {compute_key, value, [ecdh, Ec, EcPrivate, secp256r1]},
     {compute_key, value, [eddh, element(1, crypto:generate_key(eddh, x25519, key(32))), key(32),
                           x25519]},
     {compute_key, value, [dh, 4, 3, [23, 5]]},
     {ec_curve, value, [secp160k1]},
     {enable_fips_mode, value, [false]},
     {engine_by_id, value, [<<"dynamic">>]},
     {engine_load, value, [<<"dynamic">>, [], []]}].

%% Options, and arguments of more than one part.
options() ->
    {_, RsaPrivate} = rsa(),
    {_, EcPrivate} = crypto:generate_key(ecdh, secp256r1, key(32)),
    {P, Q, G, X} = dss(),
    [{crypto_init, value, [aes_128_cbc, key(16), key(16), Options]}
     || Options <- [[], [{encrypt, true}, {encrypt, true}], [{encrypt, 1}], [{padding, none}],
                    [{padding, x}], [{padding, zero}, {padding, zero}], [{a, b}], [{"x", b}], [a],
                    [{a, b, c}], [{encrypt, true} | x], [{list_to_atom(lists:duplicate(80, $x)), b}],
                    [{encrypt, undefined}], [{padding, pkcs_padding}, {encrypt, false}]]] ++
    [{crypto_one_time, value, [C, key(N), key(V), "abc", true]}
     || C <- [aes_128_cbc, aes_cbc, aes_ctr, aes_256_ctr, chacha20, aes_cfb8, aes_128_gcm, des_ede3_cbc],
        N <- [8, 16, 24, 32, 33], V <- [0, 12, 16]] ++
    [{crypto_one_time_aead, value, [C, key(N), key(V), "abc", "aad", T, E]}
     || C <- [aes_128_gcm, aes_gcm, aes_256_ccm, aes_ccm, chacha20_poly1305, aes_128_cbc, nope],
        N <- [16, 32], {C, N} =/= {chacha20_poly1305, 16}, V <- [0, 7, 12, 13, 16], {T, E} <- [{0, true}, {3, true}, {4, true}, {16, true},
                                                           {17, true}, {1 bsl 31, true},
                                                           {"tag", false}, {key(16), false}, {<<>>, false}]] ++
    [{sign, kind, [rsa, sha256, Data, RsaPrivate, Options]}
     || Data <- ["abc", {digest, key(32)}, {digest, key(31)}, {digest, x}, {x, y}, {digest}],
        Options <- [[], [{rsa_padding, rsa_pkcs1_padding}], [{rsa_padding, rsa_no_padding}],
                    [{rsa_padding, rsa_x931_padding}], [{rsa_padding, x}], [{rsa_pss_saltlen, -3}],
                    [{rsa_padding, rsa_pkcs1_pss_padding}, {rsa_pss_saltlen, 20}],
                    [{rsa_padding, rsa_pkcs1_pss_padding}, {rsa_pss_saltlen, -1}],
                    [{rsa_padding, rsa_pkcs1_pss_padding}, {rsa_pss_saltlen, 1000}],
                    [{rsa_padding, rsa_pkcs1_pss_padding}, {rsa_mgf1_md, sha}],
                    [{rsa_mgf1_md, 1}], [{rsa_mgf1_md, nope}], [x], [{x, y}], x,
                    [{rsa_padding, rsa_pkcs1_padding} | x]]] ++
    [{sign, kind, [rsa, none, Data, RsaPrivate]} || Data <- ["abc", {digest, key(7)}, list_to_binary(lists:duplicate(500, 1))]] ++
    [{sign, kind, [rsa, sha256, "abc", Key]}
     || Key <- [[], lists:sublist(RsaPrivate, 2), lists:sublist(RsaPrivate, 3),
                lists:sublist(RsaPrivate, 4), RsaPrivate ++ [1], [1, 2, 3], [<<>>, <<>>, <<>>],
                [a, b, c], #{engine => x}, #{engine => x, key_id => <<"k">>}]] ++
    [{sign, type, [ecdsa, sha, "abc", Key]}
     || Key <- [[EcPrivate, nope], [x, secp256r1], [EcPrivate],
                [EcPrivate, {a, b, c, d, e}], [key(32), sect163k1], [key(20), x25519]]] ++
    [{sign, type, [ecdsa, sha, "abc", [EcPrivate, secp256r1], [{rsa_padding, rsa_no_padding}]]},
     {sign, kind, [eddsa, none, "abc", [key(31), ed25519]]},
     {sign, kind, [eddsa, sha512, "abc", [key(57), ed448]]},
     {sign, kind, [eddsa, none, "abc", [key(32), x25519]]},
     {sign, type, [dss, sha, "abc", [P, Q, G, X]]},
     {sign, type, [dss, sha, "abc", [P, Q, G]]},
     {sign, type, [dss, sha, "abc", [P, Q, G, X, 1]]},
     {verify, value, [dss, sha, "abc", <<"nonsense">>, [P, Q, G, X]]},
     {verify, value, [rsa, sha, "abc", <<"nonsense">>, lists:sublist(RsaPrivate, 2)]},
     {verify, value, [rsa, sha, "abc", <<"nonsense">>, RsaPrivate]},
     {generate_key, kind, [dh, [P, G]]},
     {generate_key, kind, [dh, [P, G, 200]]},
     {generate_key, kind, [dh, [P]]},
     {generate_key, kind, [dh, [P, G, x]]},
     {generate_key, kind, [dh, [0, 0]]},
     {generate_key, kind, [dh, [x, y]]},
     {generate_key, kind, [rsa, {512, 65537}]},
     {generate_key, kind, [rsa, {512, 3}]},
     {generate_key, kind, [rsa, {255, 3}]},
     {generate_key, kind, [rsa, {256, 3}]},
     {generate_key, kind, [rsa, {512, 2}]},
     {generate_key, kind, [rsa, {512, x}]},
     {generate_key, kind, [rsa, {x, 3}]},
     {generate_key, value, [ecdh, secp256r1, <<0>>]},
     {generate_key, value, [ecdh, secp256r1, 0]},
     {generate_key, value, [ecdh, secp256r1, key(33)]},
     {generate_key, value, [ecdh, nope, key(32)]},
     {generate_key, kind, [ecdh, nope]},
     {generate_key, kind, [ecdh, secp256r1, undefined]},
     {generate_key, kind, [eddh, x25519, undefined]},
     {generate_key, kind, [nope, nope]},
     {compute_key, value, [ecdh, <<4>>, key(32), secp256r1]},
     {compute_key, value, [ecdh, <<4, 0:512>>, key(32), secp256r1]},
     {compute_key, value, [dh, 0, 3, [P, G]]},
     {compute_key, value, [dh, 3, 0, [P, G]]},
     {compute_key, value, [eddh, key(31), key(32), x25519]},
     {compute_key, value, [eddh, <<0:256>>, key(32), x25519]},
     {mod_pow, value, [2, 10, 0]},
     {mod_pow, value, [2, 10, 1]},
     {mod_pow, value, [2, 200, 1 bsl 100]},
     {exor, value, ["abc", "abcd"]},
     {pbkdf2_hmac, value, [md5, <<"password">>, <<"salt">>, 3, 20]},
     {pbkdf2_hmac, value, [sha512, <<>>, <<>>, 1, 100]},
     {pbkdf2_hmac, value, [sha512, <<>>, <<>>, 1 bsl 40, 100]},
     {rand_uniform, kind, [1, 10]},
     {rand_uniform, value, [1, 2]},
     {rand_uniform, value, [-7, -6]},
     {rand_uniform, value, [2, 2]},
     {rand_uniform, value, [3, 2]},
     {rand_uniform, value, [<<1>>, <<2>>]}].

rsa() ->
    Bits = fun(Text) -> list_to_integer(Text, 16) end,
    N = Bits("C8A2069182394A2AB7C3F4190C15589C56A2D4BC42DCA675B34CC950E24663048441E8AA593B2BC5"
             "9E198B8C257E882120C62336E5CC745012C7FFB063EEBE53F3C6504CBA6CFE51BAA3B6D1074B2F39"
             "8171F4B1982F4D65CAF882EA4D56F32AB57D0C44E6AD4E9CF57A4339EB6962406E350C1B15397183"
             "FBF1F0353C9FC991"),
    D = Bits("5DFCB111072D29565BA1DB3EC48F57645D9D8804ED598A4D470268A89067A2C921DFF24BA2E37A3C"
             "E834555000DC868EE6588B7493303528B1B3A94F0B71730CF1E86FCA5AEEDC3AFA16F65C0189D810"
             "DDCD81049EBBD0391868C50EDEC958B3A2AAEFF6A575897E2F20A3AB5455C1BFA55010AC51A7799B"
             "1FF8483644A3D425"),
    {[65537, N], [65537, N, D]}.

%% The order of 4 is (P - 1) / 2, also a prime.
dss() ->
    P = list_to_integer(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22"
          "514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6"
          "F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381"
          "FFFFFFFFFFFFFFFF", 16),
    {P, P div 2, 4, 12345678901234567890}.

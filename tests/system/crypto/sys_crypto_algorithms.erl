%% SPDX-License-Identifier: Apache-2.0
%% All algorithms of crypto that static executables have, over data of many sizes: digests, codes,
%% ciphers with all paddings, at once and through states fed with chunks, keys on all curves,
%% signatures. What is random is checked by its opposite.
-module(sys_crypto_algorithms).
-export([main/0]).
-compile(nowarn_deprecated_function).

%% Only in the legacy provider, which cannot be linked.
-define(LEGACY, [md4, rc2_cbc, rc4, des_cbc, des_cfb, des_ecb, blowfish_cbc, blowfish_cfb64,
                 blowfish_ofb64, blowfish_ecb]).

main() ->
    [io:format("~p ~p~n", [Kind, lists:sort(crypto:supports(Kind)) -- ?LEGACY])
     || Kind <- [hashs, ciphers, public_keys, macs, curves, rsa_opts]],
    io:format("~p ~p~n", [crypto:info_fips(), crypto:version()]),
    io:format("~p~n", [crypto:info_lib()]),
    [digest(D) || D <- lists:sort(crypto:supports(hashs)) -- ?LEGACY],
    [code(hmac, D, key(K)) || D <- [md5, sha, sha256, sha512, sha3_256, blake2b, ripemd160],
                              K <- [1, 64, 200]],
    [code(cmac, C, key(K)) || {C, K} <- [{aes_128_cbc, 16}, {aes_192_cbc, 24}, {aes_cbc, 32},
                                         {des_ede3_cbc, 24}]],
    code(poly1305, undefined, key(32)),
    [cipher(C) || C <- lists:sort(crypto:supports(ciphers)) -- ?LEGACY],
    [curve(C) || C <- lists:sort(crypto:supports(curves))],
    numbers(),
    signatures(),
    encryption(),
    [io:format("~p~n", [crypto:pbkdf2_hmac(D, <<"pass">>, key(12), N, Size)])
     || D <- [sha, sha224, sha256, sha384, sha512], N <- [1, 100], Size <- [1, 20, 100]],
    random().

key(Bytes) -> data(Bytes).
data(Bytes) -> << <<(I * 7 + I div 256)>> || I <- lists:seq(1, Bytes) >>.
sizes() -> [0, 1, 7, 8, 15, 16, 17, 63, 64, 65, 127, 1000, 19999, 20000, 20001, 70000].

%% Nested, with parts that begin inside a byte.
nested(Data) when byte_size(Data) > 4 ->
    <<A:3/binary, B, C/binary>> = Data,
    <<_:3, Odd/bits>> = <<5:3, C/binary>>,
    [A, [[B] | Odd]];
nested(Data) -> [Data].

chunks(<<>>, _) -> [];
chunks(Data, Size) when byte_size(Data) =< Size -> [Data];
chunks(Data, Size) ->
    <<Chunk:Size/binary, Rest/binary>> = Data,
    [Chunk | chunks(Rest, Size * 3 + 1)].

digest(Type) ->
    io:format("~p ~p~n", [Type, crypto:hash_info(Type)]),
    [begin
         Data = data(Size),
         Digest = crypto:hash(Type, Data),
         Digest = crypto:hash(Type, nested(Data)),
         States = lists:foldl(fun(Chunk, [S | _] = All) -> [crypto:hash_update(S, nested(Chunk)) | All] end,
                              [crypto:hash_init(Type)], chunks(Data, 5)),
         Digest = crypto:hash_final(hd(States)),
         Digest = crypto:hash_final(hd(States)),
         io:format("~p ~p~n", [Size, Digest]),
         [io:format("  ~p~n", [crypto:hash_final(S)]) || S <- States, Size =:= 64]
     end || Size <- sizes()].

code(Type, SubType, Key) ->
    [begin
         Data = data(Size),
         Code = crypto:mac(Type, SubType, Key, Data),
         Code = crypto:mac(Type, SubType, nested(Key), nested(Data)),
         State = case Type of
                     poly1305 -> crypto:mac_init(Type, Key);
                     _ -> crypto:mac_init(Type, SubType, Key)
                 end,
         [State = crypto:mac_update(State, nested(Chunk)) || Chunk <- chunks(Data, 5)],
         Code = crypto:mac_final(State),
         Short = crypto:macN(Type, SubType, Key, Data, 3),
         Short = binary:part(Code, 0, 3),
         io:format("~p ~p ~p ~p~n", [Type, SubType, Size, Code])
     end || Size <- sizes()].

cipher(Name) when Name =:= aes_gcm; Name =:= aes_ccm; Name =:= aes_cbc; Name =:= aes_ecb;
                  Name =:= aes_ctr; Name =:= aes_cfb8; Name =:= aes_cfb128 ->
    io:format("~p ~p~n", [Name, crypto:cipher_info(Name)]),
    [cipher(Name, crypto:cipher_info(Name), K) || K <- [16, 24, 32]];
cipher(Name) ->
    #{key_length := K} = Info = crypto:cipher_info(Name),
    io:format("~p ~p~n", [Name, Info]),
    cipher(Name, Info, K).

cipher(Name, #{prop_aead := true}, K) ->
    [begin
         {Text, Tag} = crypto:crypto_one_time_aead(Name, key(K), key(12), data(Size), data(A), true),
         {Text, Tag} = crypto:crypto_one_time_aead(Name, key(K), key(12), nested(data(Size)),
                                                   nested(data(A)), byte_size(Tag), true),
         Plain = data(Size),
         Plain = crypto:crypto_one_time_aead(Name, key(K), key(12), Text, data(A), Tag, false),
         <<First, Rest/binary>> = Tag,
         error = crypto:crypto_one_time_aead(Name, key(K), key(12), Text, data(A),
                                             <<(First bxor 1), Rest/binary>>, false),
         io:format("~p ~p ~p ~p~n", [Size, A, erlang:md5(Text), Tag])
     end || Size <- sizes(), A <- [0, 1, 100]];
cipher(Name, #{iv_length := V, block_size := Block}, K) ->
    [padded(Name, key(K), key(V), Block, Size, Padding)
     || Size <- sizes(), Padding <- [undefined, none, zero, random, pkcs_padding]].

padded(Name, Key, IV, Block, Size, Padding) ->
    Data = data(Size),
    Encrypt = [{encrypt, true}, {padding, Padding}],
    case catch crypto:crypto_one_time(Name, Key, IV, nested(Data), Encrypt) of
        {'EXIT', {{Tag, {_, _}, Text}, _}} ->
            io:format("~p ~p ~p ~s~n", [Size, Padding, Tag, Text]);
        Text ->
            {Chunked, Told} = through_state(Name, Key, IV, Data, Encrypt),
            case Padding =:= random andalso Size rem Block =/= 0 of
                true -> true = byte_size(Text) =:= byte_size(Chunked);
                false -> Text = Chunked
            end,
            io:format("~p ~p ~p ~p~n", [Size, Padding, byte_size(Text), Told]),
            [io:format("  ~p~n", [erlang:md5(Text)]) || Padding =/= random orelse Size rem Block =:= 0],
            Back = crypto:crypto_one_time(Name, Key, IV, Text, [{encrypt, false}, {padding, Padding}]),
            {Back, _} = through_state(Name, Key, IV, Text, [{encrypt, false}, {padding, Padding}]),
            Common = min(byte_size(Back), Size),
            true = binary:part(Back, 0, Common) =:= binary:part(Data, 0, Common),
            io:format("  ~p~n", [byte_size(Back)])
    end.

through_state(Name, Key, IV, Data, Options) ->
    State = case IV of
                <<>> -> crypto:crypto_init(Name, Key, Options);
                _ -> crypto:crypto_init(Name, Key, IV, Options)
            end,
    Parts = [crypto:crypto_update(State, nested(Chunk)) || Chunk <- chunks(Data, 5)],
    Told = crypto:crypto_get_data(State),
    Last = crypto:crypto_final(State),
    {iolist_to_binary([Parts, Last]), {Told, crypto:crypto_get_data(State)}}.

curve(Name) when Name =:= ed25519; Name =:= ed448 ->
    Size = case Name of ed25519 -> 32; ed448 -> 57 end,
    {Public, Private} = crypto:generate_key(eddsa, Name, key(Size)),
    Signature = crypto:sign(eddsa, none, data(100), [Private, Name]),
    io:format("~p ~p ~p~n", [Name, Public, Signature]),
    true = crypto:verify(eddsa, none, data(100), Signature, [Public, Name]),
    false = crypto:verify(eddsa, none, data(101), Signature, [Public, Name]),
    {NewPublic, NewPrivate} = crypto:generate_key(eddsa, Name),
    New = crypto:sign(eddsa, none, "x", [NewPrivate, Name]),
    true = crypto:verify(eddsa, none, "x", New, [NewPublic, Name]);
curve(Name) when Name =:= x25519; Name =:= x448 ->
    Size = case Name of x25519 -> 32; x448 -> 56 end,
    {A, AS} = crypto:generate_key(eddh, Name, key(Size)),
    {B, BS} = crypto:generate_key(eddh, Name),
    Secret = crypto:compute_key(eddh, A, BS, Name),
    Secret = crypto:compute_key(eddh, B, AS, Name),
    io:format("~p ~p ~p~n", [Name, A, crypto:compute_key(eddh, A, AS, Name)]);
curve(Name) ->
    {_, _, _, Order, _} = crypto:ec_curve(Name),
    Fixed = key(byte_size(Order) div 2),
    case catch crypto:generate_key(ecdh, Name, Fixed) of
        {'EXIT', {Reason, _}} when is_tuple(Reason) ->
            io:format("~p ~p~n", [Name, {element(1, Reason), element(3, Reason)}]);
        {A, AS} ->
            io:format("~p ~p ~p~n", [Name, A, AS]),
            {B, BS} = crypto:generate_key(ecdh, Name),
            true = {size(A), size(AS)} =:= {size(B), size(BS)},
            Secret = crypto:compute_key(ecdh, A, BS, Name),
            Secret = crypto:compute_key(ecdh, B, AS, Name),
            io:format("  ~p~n", [crypto:compute_key(ecdh, A, AS, Name)]),
            curve_signs(Name, A, AS)
    end.

%% Not all of them do.
curve_signs(Name, Public, Private) ->
    try crypto:sign(ecdsa, sha256, "abc", [Private, Name]) of
        Signature ->
            true = crypto:verify(ecdsa, sha256, "abc", Signature, [Public, Name]),
            false = crypto:verify(ecdsa, sha256, "abd", Signature, [Public, Name])
    catch
        error:{Tag, _, Text} -> io:format("  ~p ~s~n", [Tag, Text])
    end.

prime() ->
    list_to_integer("FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22"
                    "514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6"
                    "F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381"
                    "FFFFFFFFFFFFFFFF", 16).

numbers() ->
    P = prime(),
    [io:format("~p~n", [crypto:mod_pow(B, E, M)])
     || B <- [0, 1, 2, 1 bsl 1000, <<1, 2, 3>>], E <- [0, 1, 65537, P - 2], M <- [1, 2, 97, P, 1 bsl 128]],
    {A, AS} = crypto:generate_key(dh, [P, 2]),
    {B, BS} = crypto:generate_key(dh, [P, 2, 300]),
    Secret = crypto:compute_key(dh, A, BS, [P, 2]),
    Secret = crypto:compute_key(dh, B, AS, [P, 2]),
    true = bit_size(BS) =< 304,
    {_, _} = crypto:generate_key(dh, [P, 2], 12345678901234567890),
    io:format("~p~n", [crypto:compute_key(dh, 1 bsl 900 + 1, 1234567890123, [P, 2])]),
    [srp(V, P) || V <- ['3', '6', '6a']],
    [io:format("~p~n", [crypto:exor(data(S), lists:reverse(binary_to_list(data(S))))])
     || S <- [0, 1, 100]],
    io:format("~p~n", [erlang:md5(crypto:exor(data(70000), nested(data(70000))))]),
    io:format("~p~n", [[crypto:hash_equals(data(100), X) || X <- [data(100), <<0:800>>]]]).

srp(Version, Prime) ->
    G = <<2>>, P = binary:encode_unsigned(Prime),
    X = crypto:hash(sha, "salt and password"),
    V = crypto:mod_pow(G, X, P),
    {HostPublic, HostPrivate} = crypto:generate_key(srp, {host, [V, G, P, Version]}, data(32)),
    {UserPublic, UserPrivate} = crypto:generate_key(srp, {user, [G, P, Version]}, data(31)),
    Key = crypto:compute_key(srp, HostPublic, {UserPublic, UserPrivate}, {user, [X, P, G, Version]}),
    Key = crypto:compute_key(srp, UserPublic, {HostPublic, HostPrivate}, {host, [V, P, Version]}),
    io:format("~p ~p~n", [Version, Key]),
    [try crypto:generate_key(srp, {host, [V, G, Bad, Version]}, data(32)) of
         Result -> io:format("~p~n", [Result])
     catch
         error:Reason -> io:format("~p~n", [Reason])
     end || Bad <- [<<>>, <<0>>, <<1>>]],
    {_, _} = crypto:generate_key(srp, {user, [G, P, Version]}).

signatures() ->
    {[E, N], Private} = rsa(),
    [begin
         Signature = crypto:sign(rsa, D, data(Size), Private),
         io:format("~p ~p ~p~n", [D, Size, erlang:md5(Signature)]),
         Signature = crypto:sign(rsa, D, {digest, crypto:hash(D, data(Size))}, Private),
         true = crypto:verify(rsa, D, nested(data(Size)), Signature, [E, N]),
         false = crypto:verify(rsa, D, data(Size + 1), Signature, [E, N])
     end || D <- [md5, sha, sha256, sha512, sha3_256, ripemd160], Size <- [0, 10, 30000]],
    [begin
         Pss = [{rsa_padding, rsa_pkcs1_pss_padding} | Options],
         Signature = crypto:sign(rsa, D, "abc", Private, Pss),
         true = crypto:verify(rsa, D, "abc", Signature, [E, N], Pss),
         false = crypto:verify(rsa, D, "abd", Signature, [E, N], Pss)
     end || D <- [sha, sha256],
            Options <- [[], [{rsa_pss_saltlen, 0}], [{rsa_pss_saltlen, -1}], [{rsa_mgf1_md, sha}],
                        [{rsa_mgf1_md, sha256}, {rsa_pss_saltlen, -2}]]],
    {NewPublic, New} = crypto:generate_key(rsa, {1024, 65537}),
    {2, 8} = {length(NewPublic), length(New)},
    true = crypto:privkey_to_pubkey(rsa, New) =:= [binary:decode_unsigned(B) || B <- NewPublic],
    true = crypto:verify(rsa, sha, "abc", crypto:sign(rsa, sha, "abc", New), NewPublic).

encryption() ->
    {Public, Private} = rsa(),
    [begin
         Text = crypto:public_encrypt(rsa, data(Size), Public, Options),
         Back = crypto:private_decrypt(rsa, Text, Private, Options),
         io:format("~p ~p~n", [Options, Back])
     end || {Size, Options} <- [{20, rsa_pkcs1_padding}, {20, rsa_pkcs1_oaep_padding}, {128, rsa_no_padding},
                                {20, [{rsa_padding, rsa_pkcs1_oaep_padding}, {rsa_oaep_md, sha256}]},
                                {20, [{rsa_padding, rsa_pkcs1_oaep_padding}, {rsa_mgf1_md, sha256},
                                      {rsa_oaep_label, <<"label">>}]},
                                {20, [{rsa_pad, rsa_pkcs1_padding}]}]],
    [begin
         Text = crypto:private_encrypt(rsa, data(Size), Private, Padding),
         io:format("~p ~p~n", [Padding, Text]),
         Back = crypto:public_decrypt(rsa, Text, Public, Padding),
         io:format("~p~n", [Back])
     end || {Size, Padding} <- [{20, rsa_pkcs1_padding}, {128, rsa_no_padding}]],
    [io:format("~p~n", [begin {'EXIT', {{T, _, M}, _}} = (catch F()), {T, M} end])
     || F <- [fun() -> crypto:public_encrypt(rsa, data(200), Public, rsa_pkcs1_padding) end,
              fun() -> crypto:private_decrypt(rsa, data(127), Private, rsa_pkcs1_oaep_padding) end,
              fun() -> crypto:public_decrypt(rsa, data(128), Public, rsa_pkcs1_padding) end,
              fun() -> crypto:private_encrypt(rsa, data(1), Private, rsa_x931_padding) end,
              fun() -> crypto:public_encrypt(rsa, data(1), Public, [{nope, 1}]) end,
              fun() -> crypto:public_encrypt(rsa, data(1), Public, [{rsa_padding, nope}]) end,
              fun() -> crypto:public_encrypt(rsa, data(1), Public, [{signature_md, 1}]) end,
              fun() -> crypto:public_encrypt(rsa, data(1), Public, [{rsa_oaep_md, 1}]) end,
              fun() -> crypto:public_encrypt(rsa, data(1), Public, [{rsa_oaep_label, "x"}]) end,
              fun() -> crypto:public_encrypt(dss, data(1), [23, 11, 4, 8], []) end,
              fun() -> crypto:public_encrypt(ecdsa, data(1), [key(65), secp256r1], rsa_no_padding) end,
              fun() -> crypto:public_encrypt(nope, data(1), Public, []) end]].

random() ->
    [Size = byte_size(crypto:strong_rand_bytes(Size)) || Size <- [0, 1, 64, 65, 100000]],
    true = crypto:strong_rand_bytes(16) =/= crypto:strong_rand_bytes(16),
    [true = begin X = crypto:rand_uniform(L, H), L =< X andalso X < H end
     || {L, H} <- [{0, 1}, {0, 1 bsl 100}, {-10, 10}, {1000, 1001}], _ <- lists:seq(1, 100)],
    ok = crypto:rand_seed(<<"seed">>),
    _ = crypto:rand_seed(),
    [true = begin X = rand:uniform(10), 1 =< X andalso X =< 10 end || _ <- lists:seq(1, 100)],
    _ = crypto:rand_seed_alg(crypto_cache),
    [true = begin X = rand:uniform(), 0 =< X andalso X < 1 end || _ <- lists:seq(1, 1000)],
    _ = crypto:rand_seed_alg(crypto_aes, "a seed"),
    io:format("~p~n", [[rand:uniform(1 bsl 70) || _ <- lists:seq(1, 200)]]).

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

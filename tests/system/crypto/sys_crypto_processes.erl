%% SPDX-License-Identifier: Apache-2.0
%% erl: +S 1
%% (With more schedulers, states that several processes use at the same time are damaged in stock OTP.)
%% crypto among processes: states that several of them use at the same time, states of processes that
%% end, large inputs while others go on, long work that is given up.
-module(sys_crypto_processes).
-export([main/0]).
-include("proc.hrl").

main() ->
    shared_hash(),
    shared_mac(),
    shared_cipher(),
    dropped(),
    [large(Name, Fun) || {Name, Fun} <- long()],
    given_up(),
    many().

key(Bytes) -> list_to_binary(lists:seq(1, Bytes)).

parallel(Count, Fun) ->
    Refs = [element(2, spawn_monitor(fun() -> exit({done, Fun(I)}) end)) || I <- lists:seq(1, Count)],
    [receive {'DOWN', Ref, process, _, {done, Result}} -> Result;
             {'DOWN', Ref, process, _, Reason} -> Reason end || Ref <- Refs].

%% A state does not change.
shared_hash() ->
    State = crypto:hash_update(crypto:hash_init(sha256), "first"),
    Expected = [crypto:hash(sha256, ["first", integer_to_list(I)]) || I <- lists:seq(1, 8)],
    Results = parallel(8, fun(I) ->
        lists:usort([crypto:hash_final(crypto:hash_update(State, integer_to_list(I)))
                     || _ <- lists:seq(1, 300)])
    end),
    ?S(Results =:= [[E] || E <- Expected]).

%% These change; all bytes are the same, so that the order is none.
shared_mac() ->
    State = crypto:mac_init(hmac, sha256, "key"),
    parallel(8, fun(_) -> [crypto:mac_update(State, binary:copy(<<"a">>, 100))
                           || _ <- lists:seq(1, 200)], ok end),
    ?S(crypto:mac_final(State) =:= crypto:mac(hmac, sha256, "key", binary:copy(<<"a">>, 160000))).

shared_cipher() ->
    State = crypto:crypto_init(aes_128_ctr, key(16), <<0:128>>, true),
    Parts = parallel(8, fun(_) -> [crypto:crypto_update(State, <<0:(16 * 8 * 10)>>)
                                   || _ <- lists:seq(1, 100)] end),
    Blocks = lists:sort([B || <<B:160/binary>> <- lists:append(Parts)]),
    Stream = crypto:crypto_one_time(aes_128_ctr, key(16), <<0:128>>, <<0:(160 * 800 * 8)>>, true),
    ?S(Blocks =:= lists:sort([B || <<B:160/binary>> <= Stream])),
    ?S(crypto:crypto_get_data(State)),
    Large = binary:copy(<<0>>, 2000000),
    Sizes = parallel(4, fun(_) -> byte_size(crypto:crypto_update(State, Large)) end),
    ?S(Sizes),
    ?S(maps:get(size, crypto:crypto_get_data(State))).

%% States that nobody has any more, kept in messages and tables, sent about.
dropped() ->
    Table = ets:new(t, [public]),
    parallel(20, fun(I) ->
        [begin
             State = crypto:hash_init(sha512),
             ets:insert(Table, {I, State, crypto:mac_init(cmac, aes_128_cbc, key(16)),
                                crypto:crypto_init(aes_128_cbc, key(16), key(16), true)}),
             self() ! State
         end || _ <- lists:seq(1, 200)],
        ok
    end),
    [{_, Hash, Mac, Cipher} | _] = ets:tab2list(Table),
    ets:delete(Table),
    ?S(crypto:hash_final(Hash) =:= crypto:hash(sha512, "")),
    ?S(crypto:mac_final(Mac) =:= crypto:mac(cmac, aes_128_cbc, key(16), "")),
    ?S(byte_size(crypto:crypto_update(Cipher, key(32)))),
    Written = binary_to_term(term_to_binary(Hash)),
    ?S(crypto:hash_final(Written) =:= crypto:hash(sha512, "")),
    ?S(garbage_collect()).

%% Others go on meanwhile: however many processes do it at the same time, a ticker ticks.
long() ->
    Data = binary:copy(<<"0123456789abcdef">>, 1 bsl 18),
    {_, [E, N | _] = Private} = {x, element(2, crypto:generate_key(rsa, {2048, 65537}))},
    [{hash, fun() -> byte_size(crypto:hash(sha512, Data)) end},
     {hash_update, fun() -> S = crypto:hash_update(crypto:hash_init(sha3_512), Data),
                            byte_size(crypto:hash_final(S)) end},
     {mac, fun() -> byte_size(crypto:mac(hmac, sha256, "key", Data)) end},
     {mac_update, fun() -> S = crypto:mac_init(poly1305, key(32)),
                           byte_size(crypto:mac_final(crypto:mac_update(S, Data))) end},
     {cipher, fun() -> byte_size(crypto:crypto_one_time(aes_256_cbc, key(32), key(16), Data, true)) end},
     {triple_des, fun() -> byte_size(crypto:crypto_one_time(des_ede3_cbc, key(24), key(8), Data, true)) end},
     {update, fun() -> S = crypto:crypto_init(chacha20, key(32), key(16), true),
                       byte_size(crypto:crypto_update(S, Data)) end},
     {aead, fun() -> {T, _} = crypto:crypto_one_time_aead(aes_256_gcm, key(32), key(12), Data, "", true),
                     byte_size(T) end},
     {random, fun() -> byte_size(crypto:strong_rand_bytes(1 bsl 24)) end},
     {exor, fun() -> byte_size(crypto:exor(Data, Data)) end},
     {pbkdf2, fun() -> byte_size(crypto:pbkdf2_hmac(sha512, <<"p">>, <<"s">>, 100000, 64)) end},
     {rsa, fun() -> [true = crypto:verify(rsa, sha256, I, crypto:sign(rsa, sha256, I, Private), [E, N])
                     || I <- lists:duplicate(30, "abc")], ok end},
     {rsa_keys, fun() -> [length(element(2, crypto:generate_key(rsa, {2048, 65537})))
                          || _ <- [1, 2]] end},
     {ecdsa, fun() -> [begin {P, S} = crypto:generate_key(ecdh, brainpoolP512r1),
                             Sig = crypto:sign(ecdsa, sha512, "x", [S, brainpoolP512r1]),
                             crypto:verify(ecdsa, sha512, "x", Sig, [P, brainpoolP512r1]) end
                       || _ <- lists:seq(1, 10)] end}].

large(Name, Fun) ->
    Parent = self(),
    Schedulers = erlang:system_info(schedulers_online),
    Ticker = spawn_link(fun() -> tick(Parent, erlang:monotonic_time(microsecond), 0) end),
    Workers = [spawn_monitor(fun() -> exit({done, Fun()}) end) || _ <- lists:seq(1, Schedulers)],
    Results = [receive {'DOWN', Ref, process, Pid, {done, R}} -> R;
                       {'DOWN', Ref, process, Pid, Reason} -> {failed, Reason} end
               || {Pid, Ref} <- Workers],
    Ticker ! stop,
    Longest = receive {longest, Micros} -> Micros end,
    io:format("~p ~p ~p~n", [Name, hd(Results), Longest < 2000000 orelse {late, Longest}]).

tick(Parent, Before, Longest) ->
    receive stop -> Parent ! {longest, Longest}
    after 1 ->
        Now = erlang:monotonic_time(microsecond),
        tick(Parent, Now, max(Longest, Now - Before))
    end.

%% Keys that would take minutes: their process is ended at once.
given_up() ->
    {Pid, Ref} = spawn_monitor(fun() -> crypto:generate_key(rsa, {16384, 65537}) end),
    receive after 100 -> ok end,
    exit(Pid, kill),
    ?S(receive {'DOWN', Ref, process, Pid, Reason} -> Reason after 10000 -> still_there end),
    ?S(is_process_alive(Pid)).

many() ->
    Results = parallel(200, fun(I) ->
        Data = integer_to_binary(I),
        {Text, Tag} = crypto:crypto_one_time_aead(aes_128_gcm, key(16), key(12), Data, "", true),
        Data = crypto:crypto_one_time_aead(aes_128_gcm, key(16), key(12), Text, "", Tag, false),
        {A, AS} = crypto:generate_key(eddh, x25519),
        {B, BS} = crypto:generate_key(eddh, x25519),
        crypto:compute_key(eddh, A, BS, x25519) =:= crypto:compute_key(eddh, B, AS, x25519)
    end),
    ?S(lists:usort(Results)).

%% SPDX-License-Identifier: Apache-2.0
%% What tests/container/run.sh runs where there is nothing but the executable.
-module(inside).
-export([main/1]).

main(["hello"]) ->
    io:format("hello from ~s~n", [code:root_dir()]);
main(["services"]) ->
    true = lists:keymember(stdlib, 1, application:which_applications()),
    T = ets:new(t, []),
    true = ets:insert(T, [{N, N * N} || N <- lists:seq(1, 1000)]),
    100 = ets:lookup_element(T, 10, 2),
    {ok, _} = timer:send_after(1, tick),
    receive tick -> ok end,
    logger:error("an error that is logged"),
    {ok, Names} = file:list_dir("/"),
    ["inside"] = Names,
    {error, Reason} = file:write_file("/x", "y"),
    true = lists:member(Reason, [eacces, erofs, eperm]),
    1 = length(string:split("abc", ",")),
    {match, _} = re:run("abc", "b"),
    Zipped = zlib:gzip(lists:duplicate(10000, $a)),
    10000 = byte_size(zlib:gunzip(Zipped)),
    io:format("ok~n");
main(["files"]) ->
    Ebin = code:lib_dir(stdlib, ebin),
    {ok, Names} = file:list_dir(Ebin),
    true = lists:member("stdlib.app", Names),
    {ok, [{application, stdlib, _}]} = file:consult(filename:join(Ebin, "stdlib.app")),
    {error, erofs} = file:open(filename:join(Ebin, "stdlib.app"), [write]),
    {ok, File} = file:open(filename:join(Ebin, "stdlib.app"), [read, raw, binary]),
    {ok, <<"%">>} = file:read(File, 1),
    {ok, _} = file:position(File, {bof, 3}),
    ok = file:close(File),
    io:format("~s~n", [lists:sublist(filename:basename(code:lib_dir(stdlib)), 7)]);
main(["crypto"]) ->
    true = crypto:strong_rand_bytes(16) =/= crypto:strong_rand_bytes(16),
    {Public, Private} = crypto:generate_key(rsa, {1024, 65537}),
    true = crypto:verify(rsa, sha256, "x", crypto:sign(rsa, sha256, "x", Private), Public),
    {_, Tag} = crypto:crypto_one_time_aead(aes_128_gcm, <<0:128>>, <<0:96>>, "x", "", true),
    io:format("~p~n", [byte_size(Tag)]);
main(["maps"]) ->
    _ = crypto:hash(sha256, "loaded"),
    {ok, Maps} = file:read_file("/proc/self/maps"),
    io:put_chars(Maps);
main(["fail"]) ->
    erlang:error(on_purpose).

%% SPDX-License-Identifier: Apache-2.0
%% Chunks of .beam files in memory, and digests of modules.
-module(run_beam_chunk).
-export([main/0]).

main() ->
    Chunk = fun(Name, Bytes) -> <<Name/binary, (byte_size(Bytes)):32, Bytes/binary>> end,
    Body = <<"BEAM", (Chunk(<<"AAAA">>, <<1, 2, 3>>))/binary, 0,
        (Chunk(<<"BBBB">>, <<4, 5>>))/binary, 0, 0>>,
    File = <<"FOR1", (byte_size(Body)):32, Body/binary>>,
    [
        out({Size, Name, catch erts_internal:beamfile_chunk(binary:part(F, 0, Size), Name)})
     || F <- [File],
        Name <- ["AAAA", "BBBB", "CCCC"],
        Size <- lists:seq(0, byte_size(File))
    ],
    out(erts_internal:beamfile_chunk(<<File/binary, 1, 2, 3>>, "BBBB")),
    [
        out({Name, catch element(1, element(2, {'EXIT', {_, _}} = (catch chunk(Code, Name))))})
     || {Code, Name} <- [{File, abcd}, {File, "AAA"}, {File, "AAAAA"}, {x, "AAAA"}, {<<1:7>>, "AAAA"}]
    ],
    Twice = <<Body/binary, (Chunk(<<"AAAA">>, <<>>))/binary, (Chunk(<<"BBBB">>, <<9:32>>))/binary>>,
    [out(chunk(<<"FOR1", (byte_size(Twice)):32, Twice/binary>>, Name)) || Name <- ["AAAA", "BBBB"]],
    digests().

%% A module of two functions, one of them a fun; and what is left of it without a chunk, or with a
%% shorter or longer one.
digests() ->
    Chunks = [
        {"AtU8", <<2:32, 1, $m, 3, "abc">>},
        {"Code", <<16:32, 0:32, 170:32, 1:32, 2:32, 1, 2, 3>>},
        {"StrT", <<"text">>},
        {"ImpT", <<1:32, 1:32, 2:32, 0:32>>},
        {"ExpT", <<2:32, 2:32, 0:32, 1:32, 2:32, 1:32, 2:32>>},
        {"FunT", <<1:32, 2:32, 1:32, 2:32, 0:32, 0:32, 16#12345678:32>>},
        {"Meta", <<1, 2, 3>>}
    ],
    out(digest(Chunks)),
    out(digest(lists:keyreplace("FunT", 1, Chunks, {"FunT", <<1:32, 2:32, 1:32, 2:32, 0:32, 0:32, 0:32>>}))),
    out(digest(Chunks ++ [{"Meta", <<>>}])),
    out(digest([{"Meta", <<4>>} | Chunks])),
    [out({Name, digest(lists:keydelete(Name, 1, Chunks))}) || {Name, _} <- Chunks],
    [
        out({Name, Size, digest(lists:keyreplace(Name, 1, Chunks, {Name, binary:part(Bytes, 0, Size)}))})
     || {Name, Bytes} <- Chunks, Name =/= "AtU8", Size <- lists:seq(0, byte_size(Bytes))
    ],
    [
        out({Name, N, digest(lists:keyreplace(Name, 1, Chunks, {Name, <<N:32, Rest/binary>>}))})
     || {Name, <<_:32, Rest/binary>>} <- Chunks,
        Name =/= "AtU8",
        N <- [0, 1, 2, 3, 15, 16, 20, 21, 16#7fffffff, 16#80000000, 16#ffffffff]
    ],
    out([digest(binary:part(file(Chunks), 0, S)) || S <- lists:seq(0, byte_size(file(Chunks)))]),
    [out(catch element(1, element(2, {'EXIT', {_, _}} = (catch digest(Bad))))) || Bad <- [x, <<1:7>>]].

digest(Chunks) when is_list(Chunks) ->
    digest(file(Chunks));
digest(File) ->
    erts_internal:beamfile_module_md5(File).

file(Chunks) ->
    Body = <<"BEAM", <<
        <<(list_to_binary(Name))/binary, (byte_size(B)):32, B/binary, 0:(-byte_size(B) band 3)/unit:8>>
     || {Name, B} <- Chunks
    >>/binary>>,
    <<"FOR1", (byte_size(Body)):32, Body/binary>>.

chunk(Code, Name) ->
    erts_internal:beamfile_chunk(Code, Name).

out(Term) ->
    erlang:display(Term).

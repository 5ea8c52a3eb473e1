%% SPDX-License-Identifier: Apache-2.0
%% Chunks of .beam files in memory.
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
    ].

chunk(Code, Name) ->
    erts_internal:beamfile_chunk(Code, Name).

out(Term) ->
    erlang:display(Term).

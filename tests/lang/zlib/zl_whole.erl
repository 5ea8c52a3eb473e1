%% SPDX-License-Identifier: Apache-2.0
%% zlib's functions on whole data: every format, there and back, damaged and cut short; iodata of all
%% shapes; large data.
-module(zl_whole).
-export([main/0]).
-include("t.hrl").

main() ->
    [formats(Name, Data) || {Name, Data} <- data()],
    shapes(),
    damaged(),
    bad(),
    expanding().

data() ->
    [{empty, <<>>}, {byte, <<"a">>}, {text, <<"hello, hello, hello world">>},
     {zeros, binary:copy(<<0>>, 100000)}, {lines, lines(5000)}, {noise, noise(70000)},
     {list, [1, 2, [<<"three">>, 4 | <<"tail">>]]}, {seventy, binary:copy(<<"x">>, 70)}].

lines(N) -> iolist_to_binary([["line ", integer_to_list(I), $\n] || I <- lists:seq(1, N)]).

noise(N) -> << <<(erlang:phash2(I, 256))>> || I <- lists:seq(1, N) >>.

formats(Name, Data) ->
    Same = iolist_to_binary(Data),
    Compressed = zlib:compress(Data),
    Gzipped = zlib:gzip(Data),
    Zipped = zlib:zip(Data),
    t:p("~w ~w", [Name, [t:sum(X) || X <- [Compressed, Gzipped, Zipped]]]),
    t:p("~w ~w", [Name, [Same =:= Y || Y <- [zlib:uncompress(Compressed), zlib:gunzip(Gzipped),
                                             zlib:unzip(Zipped), zlib:uncompress([Compressed]),
                                             zlib:gunzip(halves(Gzipped)), zlib:unzip(bytes(Zipped))]]]).

halves(B) ->
    Half = byte_size(B) div 2,
    <<A:Half/binary, C/binary>> = B,
    [A | C].

bytes(B) when byte_size(B) < 5000 -> binary_to_list(B);
bytes(B) -> B.

shapes() ->
    <<_:3, Unaligned:8/binary, _/bits>> = <<5:3, "unaligned text">>,
    <<_:2/binary, Sub/binary>> = binary:copy(<<"abcdefg">>, 100),
    [?T(zlib:uncompress(zlib:compress(X)))
     || X <- [Unaligned, [Unaligned, $a, Sub], [[], [[]], <<>>], [[[$a] | <<"b">>] | <<"c">>],
              lists:duplicate(300, <<"ab">>), lists:duplicate(1000, [$a, <<"bc">>])]].

damaged() ->
    Data = lines(200),
    [begin
         Whole = Pack(Data),
         Size = byte_size(Whole),
         t:p("~w ~w", [Name, [outcome(Unpack, binary:part(Whole, 0, N))
                              || N <- [0, 1, 2, 5, 10, 17, Size div 2, Size - 9, Size - 5, Size - 1, Size]]]),
         t:p("~w ~w", [Name, [outcome(Unpack, flip(Whole, At))
                              || At <- [0, 1, 2, 3, 9, 12, 40, Size div 2, Size - 8, Size - 3, Size - 1]]]),
         t:p("~w ~w", [Name, [outcome(Unpack, [Whole, More]) || More <- ["x", <<0, 0>>, Whole]]])
     end
     || {Name, Pack, Unpack} <- [{compress, fun zlib:compress/1, fun zlib:uncompress/1},
                                 {gzip, fun zlib:gzip/1, fun zlib:gunzip/1},
                                 {zip, fun zlib:zip/1, fun zlib:unzip/1}]].

flip(B, At) ->
    <<Before:At/binary, X, After/binary>> = B,
    <<Before/binary, (X bxor 16#55), After/binary>>.

outcome(F, Data) ->
    try F(Data) of
        Result -> {ok, byte_size(Result), erlang:phash2(Result)}
    catch
        Class:Reason -> {Class, Reason}
    end.

bad() ->
    [t:bif(zlib, F, [[a], [[a]], [[256]], [<<1:3>>], [[<<1:3>>]], [{}], [#{}], [["ab" | c]]])
     || F <- [compress, uncompress, gzip, gunzip, zip, unzip]].

%% Much more comes out than goes in.
expanding() ->
    Z = zlib:compress(binary:copy(<<0>>, 20000000)),
    ?T(byte_size(Z)),
    ?T(byte_size(zlib:uncompress(Z))).

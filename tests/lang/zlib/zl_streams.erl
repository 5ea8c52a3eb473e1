%% SPDX-License-Identifier: Apache-2.0
%% Streams of zlib: all options, flushing, parameters, dictionaries, resets, chunks, what comes
%% behind the end, checksums.
-module(zl_streams).
-export([main/0]).
-include("t.hrl").

main() ->
    options(),
    flushes(),
    parameters(),
    dictionaries(),
    ends(),
    chunks(),
    safe(),
    sums(),
    buffers().

text(N) -> iolist_to_binary([["some text, number ", integer_to_list(I rem 37), $\n] || I <- lists:seq(1, N)]).

options() ->
    Data = text(400),
    [t:p("~w ~w", [Options, outcome(fun() -> deflate_with(Data, Options) end)])
     || Options <- [[L] || L <- [default, none, best_speed, best_compression, 0, 1, 5, 9]] ++
            [[default, deflated, Bits, 8, default] || Bits <- [8, 9, 12, 15, -8, -9, -15, 16 + 15, 24]] ++
            [[default, deflated, 15, Memory, default] || Memory <- [1, 5, 9]] ++
            [[default, deflated, 15, 8, Strategy] || Strategy <- [filtered, huffman_only, rle, default]]].

deflate_with(Data, Options) ->
    Z = zlib:open(),
    ok = apply(zlib, deflateInit, [Z | Options]),
    Out = iolist_to_binary(zlib:deflate(Z, Data, finish)),
    ok = zlib:deflateEnd(Z),
    case Options of
        [_, _, Bits | _] -> ok = zlib:inflateInit(Z, Bits);
        _ -> ok = zlib:inflateInit(Z)
    end,
    Back = iolist_to_binary(zlib:inflate(Z, Out)),
    ok = zlib:inflateEnd(Z),
    ok = zlib:close(Z),
    {byte_size(Out), erlang:phash2(Out), Back =:= Data}.

outcome(Fun) ->
    case t:catching(Fun) of
        {Class, Reason, [{zlib, F, _, _} | _]} -> {Class, Reason, F};
        Ok -> Ok
    end.

flushes() ->
    [begin
         Z = zlib:open(),
         ok = zlib:deflateInit(Z),
         Parts = [iolist_to_binary(zlib:deflate(Z, text(N), Flush)) || N <- [1, 0, 50, 300, 2]],
         Last = iolist_to_binary(zlib:deflate(Z, "end", finish)),
         t:p("~w ~w ~w", [Flush, [byte_size(P) || P <- Parts], byte_size(Last)]),
         ok = zlib:deflateEnd(Z),
         ok = zlib:inflateInit(Z),
         ?T([byte_size(iolist_to_binary(zlib:inflate(Z, P))) || P <- Parts ++ [Last]]),
         ?T(zlib:inflateEnd(Z)),
         ?T(zlib:close(Z))
     end
     || Flush <- [none, sync, full]],
    Z = zlib:open(),
    zlib:deflateInit(Z),
    ?E(zlib:deflate(Z, "a", partial)),
    ?E(zlib:deflate(Z, "a")),
    ?E(zlib:deflate(Z, [], finish)),
    ?E(zlib:deflate(Z, "more", finish)),
    ?E(zlib:deflateEnd(Z)),
    zlib:deflateInit(Z),
    ?E(zlib:deflate(Z, text(1000), none)),
    ?E(zlib:deflateEnd(Z)).

parameters() ->
    Z = zlib:open(),
    ok = zlib:deflateInit(Z, none),
    A = zlib:deflate(Z, text(100)),
    ?T(zlib:deflateParams(Z, best_compression, default)),
    B = zlib:deflate(Z, text(100)),
    ?T(zlib:deflateParams(Z, best_speed, huffman_only)),
    C = zlib:deflate(Z, text(100)),
    ?T(zlib:deflateParams(Z, 0, default)),
    ?E(zlib:deflateParams(Z, 77, default)),
    ?E(zlib:deflateParams(Z, default, foo)),
    D = zlib:deflate(Z, text(100), finish),
    All = iolist_to_binary([A, B, C, D]),
    ?T(byte_size(All)),
    ?T(zlib:uncompress(All) =:= binary:copy(text(100), 4)).

dictionaries() ->
    Dictionary = text(30),
    [begin
         Z = zlib:open(),
         ok = zlib:deflateInit(Z, default, deflated, Bits, 8, default),
         ?E(zlib:deflateSetDictionary(Z, Dictionary)),
         Out = iolist_to_binary(zlib:deflate(Z, text(31), finish)),
         ?T(t:sum(Out)),
         ok = zlib:deflateEnd(Z),
         ok = zlib:inflateInit(Z, Bits),
         case Bits < 0 of
             true ->
                 ?E(zlib:inflateSetDictionary(Z, Dictionary)),
                 ?T(t:sum(iolist_to_binary(zlib:inflate(Z, Out))));
             false ->
                 ?E(zlib:inflateSetDictionary(Z, Dictionary)),
                 ?E(zlib:inflate(Z, Out)),
                 ?E(zlib:inflateSetDictionary(Z, "wrong")),
                 ?E(zlib:inflateSetDictionary(Z, [Dictionary])),
                 ?T(t:sum(iolist_to_binary(zlib:inflate(Z, [])))),
                 ?T(zlib:inflateEnd(Z)),
                 ok = zlib:inflateInit(Z, Bits),
                 Half = byte_size(Out) div 2,
                 <<First:Half/binary, Rest/binary>> = Out,
                 ?E(zlib:inflate(Z, First, [{exception_on_need_dict, false}])),
                 ?E(zlib:inflateSetDictionary(Z, Dictionary)),
                 ?T(t:sum(iolist_to_binary(zlib:inflate(Z, Rest, [{exception_on_need_dict, false}]))))
         end,
         ?T(byte_size(zlib:inflateGetDictionary(Z))),
         ?T(t:sum(zlib:inflateGetDictionary(Z))),
         ?E(zlib:inflateEnd(Z)),
         ?E(zlib:inflateGetDictionary(Z)),
         ?E(zlib:close(Z))
     end
     || Bits <- [15, -15]],
    Z = zlib:open(),
    zlib:deflateInit(Z),
    zlib:deflate(Z, "x", sync),
    ?E(zlib:deflateSetDictionary(Z, Dictionary)),
    ?E(zlib:deflateSetDictionary(Z, a)),
    ?E(zlib:deflateSetDictionary(Z, [1, a])).

%% What comes behind the end of the compressed data.
ends() ->
    One = zlib:compress(text(20)),
    Two = <<One/binary, (zlib:compress("second"))/binary>>,
    [begin
         Z = zlib:open(),
         ok = zlib:inflateInit(Z, 15, Behaviour),
         ?E(t:sum(iolist_to_binary(zlib:inflate(Z, One)))),
         ?E(iolist_to_binary(zlib:inflate(Z, "rubbish"))),
         ?E(iolist_to_binary(zlib:inflate(Z, Two))),
         ?E(zlib:inflateReset(Z)),
         ?E(t:sum(iolist_to_binary(zlib:inflate(Z, Two)))),
         ?E(iolist_to_binary(zlib:inflate(Z, []))),
         ?E(zlib:inflateEnd(Z))
     end
     || Behaviour <- [cut, reset, error]],
    Z = zlib:open(),
    ?E(zlib:inflateInit(Z, 15, foo)),
    ?E(zlib:inflateInit(Z, foo)),
    ?E(zlib:inflateInit(Z, 99)),
    ?E(zlib:inflateInit(Z, -15)),
    ?E(zlib:inflateInit(Z)),
    ?E(zlib:inflateEnd(Z)),
    ok = zlib:inflateInit(Z),
    <<Part:10/binary, _/binary>> = One,
    ?E(zlib:inflate(Z, Part)),
    ?E(zlib:inflateEnd(Z)),
    ?E(zlib:inflateEnd(Z)).

chunks() ->
    Data = text(3000),
    Out = zlib:compress(Data),
    Z = zlib:open(),
    zlib:inflateInit(Z),
    ?T(zlib:getBufSize(Z)),
    ?T(zlib:setBufSize(Z, 20000)),
    ?T(zlib:getBufSize(Z)),
    ?T(collect(Z, zlib:inflateChunk(Z, Out), []) =:= Data),
    ?E(zlib:setBufSize(Z, 0)),
    ?E(zlib:setBufSize(Z, a)),
    ?E(zlib:setBufSize(Z, 1 bsl 40)),
    ?E(zlib:setBufSize(Z, -1)).

collect(Z, {more, Chunk}, All) -> collect(Z, zlib:inflateChunk(Z), [All, Chunk]);
collect(_, Chunk, All) -> iolist_to_binary([All, Chunk]).

safe() ->
    Data = text(5000),
    Out = zlib:compress(Data),
    Z = zlib:open(),
    zlib:inflateInit(Z),
    ?T(safe(Z, zlib:safeInflate(Z, Out), []) =:= Data),
    ?T(zlib:inflateReset(Z)),
    ?E(zlib:safeInflate(Z, "no such data")),
    zlib:inflateReset(Z),
    D = zlib:open(),
    zlib:deflateInit(D),
    zlib:deflateSetDictionary(D, "dictionary"),
    With = zlib:deflate(D, "text with a dictionary", finish),
    ?T(zlib:safeInflate(Z, With)),
    ?T(zlib:inflateSetDictionary(Z, "dictionary")),
    ?T(zlib:safeInflate(Z, [])).

safe(Z, {continue, Part}, All) -> safe(Z, zlib:safeInflate(Z, []), [All, Part]);
safe(_, {finished, Part}, All) -> iolist_to_binary([All, Part]).

sums() ->
    Data = text(100),
    [begin
         Z = zlib:open(),
         ?E(zlib:crc32(Z)),
         zlib:deflateInit(Z, default, deflated, Bits, 8, default),
         Out = zlib:deflate(Z, Data, finish),
         ?T(zlib:crc32(Z)),
         zlib:deflateEnd(Z),
         ?E(zlib:crc32(Z)),
         zlib:inflateInit(Z, Bits),
         zlib:inflate(Z, Out),
         ?T(zlib:crc32(Z)),
         zlib:close(Z),
         ?E(zlib:crc32(Z))
     end
     || Bits <- [15, -15]],
    Z = zlib:open(),
    ?T([zlib:crc32(Z, Data), zlib:crc32(Z, 17, Data), zlib:adler32(Z, Data), zlib:adler32(Z, 5, "abc"),
        zlib:crc32_combine(Z, 1, 2, 3), zlib:adler32_combine(Z, 1, 2, 3)]).

buffers() ->
    Z = zlib:open(),
    zlib:deflateInit(Z),
    Many = [text(1), <<"x">> | lists:duplicate(2000, [<<"part ">>, $\n])],
    A = zlib:deflate(Z, Many),
    B = zlib:deflate(Z, lists:duplicate(50, text(40)), finish),
    ?T(zlib:uncompress(iolist_to_binary([A, B])) =:=
           iolist_to_binary([Many, lists:duplicate(50, text(40))])),
    ?T(zlib:deflateReset(Z)),
    ?T(t:sum(iolist_to_binary(zlib:deflate(Z, "again", finish)))),
    ?T(zlib:deflateReset(Z)),
    ?T(zlib:deflateEnd(Z)).

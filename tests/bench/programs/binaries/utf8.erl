%% SPDX-License-Identifier: Apache-2.0
%% Decodes and encodes UTF-8 and UTF-16 with the bit syntax.
-module(utf8).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 300.

bench(N) ->
    Text = text(20000, 5, <<>>),
    repeat(N, Text, 0).

repeat(0, _, Sum) ->
    Sum;
repeat(N, Text, Sum) ->
    Points = decode(Text, []),
    Wide = encode16(Points, <<>>),
    Back = decode16(Wide, <<>>),
    repeat(N - 1, Text, Sum + length(Points) + byte_size(Wide) + byte_size(Back)
           + count(Text, 0)).

text(0, _, Acc) ->
    Acc;
text(N, X, Acc) ->
    Next = (X * 1103515245 + 12345) band 16#7fffffff,
    Point =
        case Next band 7 of
            0 -> 16#400 + Next rem 200;
            1 -> 16#4e00 + Next rem 2000;
            2 -> 16#1f600 + Next rem 60;
            _ -> $a + Next rem 26
        end,
    text(N - 1, Next, <<Acc/binary, Point/utf8>>).

decode(<<Point/utf8, Rest/binary>>, Acc) -> decode(Rest, [Point | Acc]);
decode(<<>>, Acc) -> Acc.

encode16([Point | Points], Acc) -> encode16(Points, <<Acc/binary, Point/utf16>>);
encode16([], Acc) -> Acc.

decode16(<<Point/utf16, Rest/binary>>, Acc) -> decode16(Rest, <<Acc/binary, Point/utf8>>);
decode16(<<>>, Acc) -> Acc.

count(<<Point/utf8, Rest/binary>>, Sum) when Point > 127 -> count(Rest, Sum + 1);
count(<<_/utf8, Rest/binary>>, Sum) -> count(Rest, Sum);
count(<<>>, Sum) -> Sum.

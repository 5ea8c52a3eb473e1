%% SPDX-License-Identifier: Apache-2.0
%% Parses a stream of packets with length fields, options and checksums: bit syntax matching.
-module(packets).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 1200.

bench(N) ->
    repeat(N, stream(5000, 1, []), 0).

repeat(0, _, Sum) -> Sum;
repeat(N, Stream, Sum) -> repeat(N - 1, Stream, (Sum + parse(Stream, 0)) band 16#ffffffff).

stream(0, _, Packets) ->
    iolist_to_binary(Packets);
stream(N, X, Packets) ->
    Next = (X * 1103515245 + 12345) band 16#7fffffff,
    Payload = binary:copy(<<Next:32>>, Next rem 5),
    Packet = <<2:4, (Next rem 3):4, (byte_size(Payload)):16, N:32/little, (N band 1):1,
               (Next band 127):7, Payload/binary, 16#7e>>,
    stream(N - 1, Next, [Packet | Packets]).

parse(<<2:4, Type:4, Size:16, Id:32/little, Flag:1, Ttl:7, Payload:Size/binary, 16#7e,
        Rest/binary>>, Sum) ->
    parse(Rest, (Sum * 3 + packet(Type, Id, Flag, Ttl, Payload)) band 16#ffffffff);
parse(<<>>, Sum) ->
    Sum.

packet(0, Id, Flag, _, Payload) -> Id + Flag + words(Payload, 0);
packet(1, Id, _, Ttl, Payload) -> Id * Ttl + bytes(Payload, 0);
packet(_, Id, Flag, Ttl, Payload) -> Id + Flag * Ttl + byte_size(Payload).

words(<<Word:32, Rest/binary>>, Sum) -> words(Rest, Sum bxor Word);
words(<<>>, Sum) -> Sum.

bytes(<<Byte, Rest/binary>>, Sum) -> bytes(Rest, Sum + Byte);
bytes(<<>>, Sum) -> Sum.

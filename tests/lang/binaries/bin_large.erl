%% SPDX-License-Identifier: Apache-2.0
%% Binaries of megabytes: construction, copying, matching across, hashing, sharing.
%% heavy: large heap
-module(bin_large).
-export([main/0]).
-include("t.hrl").

main() ->
    B = binary:copy(<<"0123456789abcdef">>, 65536),
    ?T(byte_size(B)),
    ?T({erlang:crc32(B), erlang:adler32(B), erlang:md5(B), erlang:phash2(B)}),
    ?T(begin <<_:500000/binary, X:16/binary, _/binary>> = B, X end),
    ?T(begin <<_:4000003, X:64, _/bits>> = B, X end),
    ?T(byte_size(<<B/binary, 1>>)),
    ?T(erlang:phash2(<<1:1, B/binary>>)),
    ?T(B =:= <<B/binary>>),
    ?T(length(binary_to_list(B))),
    ?T(list_to_binary(binary_to_list(B)) =:= B),
    ?T([byte_size(X) || X <- binary:split(B, <<"f01234">>)]),
    ?T(length(binary:matches(B, <<"ef0">>))),
    ?T(count(B, 0)),
    ?T(byte_size(term_to_binary([B, B]))),
    ?T(byte_size(term_to_binary(B, [compressed])) < 20000),
    ?T(binary_to_term(term_to_binary(B, [compressed])) =:= B),
    ?T(byte_size(iolist_to_binary([B, [B | B]]))),
    ?T(binary:longest_common_prefix([B, <<B/binary, 1>>, binary:part(B, 0, 1000000)])),
    ?T(binary:longest_common_suffix([B, binary:part(B, 16, 1000000 - 16 - 1000000 rem 16)])),
    ?T(byte_size(<< <<(X bxor 255)>> || <<X>> <= binary:part(B, 0, 50000) >>)),
    ?T(bit_size(id(<<0:8000001>>))),
    ?T(begin P = binary:part(B, 17, 5), {P, binary:referenced_byte_size(P),
            binary:referenced_byte_size(binary:copy(P))} end),
    ?E(<<0:(1 bsl 62)>>),
    ?E(<<B/binary, 0:(id(1 bsl 67))>>).

count(<<"a", R/binary>>, N) -> count(R, N + 1);
count(<<_, R/binary>>, N) -> count(R, N);
count(<<>>, N) -> N.

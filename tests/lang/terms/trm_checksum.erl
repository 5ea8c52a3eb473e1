%% SPDX-License-Identifier: Apache-2.0
%% md5, crc32, adler32: whole, in pieces, combined, of iolists.
%% heavy: large heap
-module(trm_checksum).
-export([main/0]).
-include("t.hrl").

main() ->
    Data = [<<>>, <<"a">>, <<"abc">>, <<"message digest">>, binary:copy(<<"0123456789">>, 8),
        binary:copy(<<0>>, 1000), <<255>>],
    [t:p("~s ~w ~w", [hex(erlang:md5(D)), erlang:crc32(D), erlang:adler32(D)]) || D <- Data],
    ?T(erlang:crc32(<<"123456789">>)),
    ?T([erlang:md5(X) =:= erlang:md5(iolist_to_binary(X)) || X <- [["ab", [<<"cd">>, $e | <<"f">>]],
            [], "x"]]),
    ?T([erlang:crc32(X) =:= erlang:crc32(iolist_to_binary(X))
            || X <- [["ab", [<<"cd">>, $e | <<"f">>]], [], "x"]]),
    ?T(hex(erlang:md5_final(erlang:md5_update(erlang:md5_update(erlang:md5_init(), "message "),
            <<"digest">>)))),
    ?E(erlang:md5_update(erlang:md5_init(), id(a))),
    ?T([hex(pieces(binary:copy(<<"0123456789abcdef">>, 20), N)) || N <- [1, 7, 63, 64, 65, 320]]),
    ?T(erlang:crc32(erlang:crc32("hello "), "world") =:= erlang:crc32("hello world")),
    ?T(erlang:crc32_combine(erlang:crc32("hello "), erlang:crc32("world"), 5)),
    ?T(erlang:adler32(erlang:adler32("hello "), "world")),
    ?T(erlang:adler32_combine(erlang:adler32("hello "), erlang:adler32("world"), 5)),
    ?T([erlang:crc32(N, <<>>) || N <- [0, 1, (1 bsl 32) - 1]]),
    t:bif(erlang, md5, [[a], [<<1:4>>], [[1 | 2]], [[256]]]),
    t:bif(erlang, crc32, [[a], [<<1:4>>], [-1, "a"], [1 bsl 32, "a"], [a, "b"], [1.0, "b"]]),
    t:bif(erlang, adler32, [[a], [[256]], [1 bsl 32, "x"]]),
    t:bif(erlang, crc32_combine, [[1, 2, a], [a, 1, 1], [1, 2, -1]]),
    t:bif(erlang, md5_update, [[<<>>, "a"], [a, "a"]]),
    t:bif(erlang, md5_final, [[<<>>], [a]]),
    ?T(hex(erlang:md5(lists:duplicate(100000, [$a, <<"bc">>])))),
    ?T(erlang:crc32(lists:duplicate(100000, [$a, <<"bc">>]))),
    ?T(erlang:adler32(binary:copy(<<255>>, 100000))),
    <<_:5, U:20/binary, _/bits>> = id(<<3:5, "unaligned data here!", 1:3>>),
    ?T({hex(erlang:md5(U)), erlang:crc32(U), erlang:adler32(U)}).

hex(B) -> [lists:nth(N + 1, "0123456789abcdef") || <<N:4>> <= B].

pieces(B, N) -> pieces(B, N, erlang:md5_init()).
pieces(B, N, C) when byte_size(B) =< N -> erlang:md5_final(erlang:md5_update(C, B));
pieces(B, N, C) -> <<X:N/binary, R/binary>> = B, pieces(R, N, erlang:md5_update(C, X)).

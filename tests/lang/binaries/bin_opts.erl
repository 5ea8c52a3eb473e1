%% SPDX-License-Identifier: Apache-2.0
%% Type specifiers in all orders; defaults; sizes that are expressions; wildcards and skipped
%% segments.
-module(bin_opts).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(<<1:16/big-unsigned-integer, 2:16/little-signed-integer, 3:2/unit:8, 4:16/native,
            5/integer>>),
    ?T(<<1.5/float, 2:32/float-big, 3:64/little-float>>),
    ?T(begin <<A:16/big-unsigned-integer-unit:1, B:2/unit:8-little, C/signed, R/binary-unit:2>> =
            id(<<1, 2, 3, 4, 255, 6, 7:2>>), {A, B, C, R} end),
    ?T(begin <<_:1, _:2, A:5, _, B:2/bytes, _/bits>> = id(<<255, 254, "xyz", 1:1>>), {A, B} end),
    ?T(begin <<_/float, R/binary>> = id(<<1.0/float, "r">>), R end),
    ?T(begin <<_:3/binary, _:1/unit:4, R/bits>> = id(<<"abc", 16#5f>>), R end),
    ?T(begin <<_:16/float, A>> = id(<<0, 0, 1>>), A end),
    ?T(begin <<_/utf8, _/utf16, _/utf32, A>> = id(<<$a/utf8, $b/utf16, $c/utf32, 9>>), A end),
    ?T([case B of <<N:8, X:(N * 2 + 1), _/bits>> when N > 0 -> {N, X}; <<0, R/bits>> -> {zero, R};
            _ -> no end || B <- id([<<3, 255>>, <<0, 1>>, <<4, 1>>, <<>>])]),
    ?T([case B of <<L:4, V:L/binary-unit:4, R/bits>> -> {L, V, R}; _ -> no end
            || B <- id([<<2:4, "abc">>, <<15:4, 1>>, <<0:4>>])]),
    ?T(begin #{size := S} = id(#{size => 3}), <<X:S/binary, _/binary>> = id(<<"abcdef">>), X end),
    ?T(case id(<<1, 2, 3>>) of <<X, Y:X/binary, X2>> when X2 > X -> {X, Y, X2}; _ -> no end),
    ?T(case id(<<5, 5, 6>>) of <<X, X, Y>> -> {X, Y}; _ -> no end),
    ?T(case id(<<5, 6, 6>>) of <<X, X, Y>> -> {X, Y}; _ -> no end),
    ?T(begin X = id(2), case id(<<2, 9>>) of <<X, Y>> -> Y; _ -> no end end),
    ?T(begin X = id(<<"ab">>), case id(<<"abc">>) of <<X:2/binary, Y>> -> Y; _ -> no end end),
    ?T(<<(-1):4, (1 + 2):4, (id(2) * 3)>>),
    ?T(<<<<1, 2>>/binary, <<3:4>>/bits>>),
    ?T(<<"a":8, "bc":16/little, "d":4>>),
    ?T(<<1/signed, -1/unsigned, 255/signed, 256/unsigned>>),
    ?T([is_binary(<<1:N>>) || N <- [0, 1, 8, 9, 16]]),
    ?T(bit_size(<<0:0, <<>>/binary, 0:(id(0))>>)).

%% SPDX-License-Identifier: Apache-2.0
%% Binary and bitstring segments in construction and matching: sizes, units, tails, alignment.
-module(bin_segments).
-export([main/0]).
-include("t.hrl").

main() ->
    B = id(<<1, 2, 3, 4, 5, 6, 7, 8>>),
    T = id(<<1, 2, 3:3>>),
    ?T(<<B/binary, B:2/binary, B:3/binary-unit:5, 0:1>>),
    ?T(<<T/bits, T/bits, B/bits>>),
    ?T(<<1:1, B/binary>>),
    ?T(<<1:5, T/bits, 2:3, B:4/bytes>>),
    ?T(<<T/binary>>),
    ?T(<<B:9/binary>>),
    ?T(<<B:(id(-1))/binary>>),
    ?T(<<B:(id(a))/binary>>),
    ?T(<<B:(id(1 bsl 70))/binary>>),
    ?T(<<(id(a))/binary>>),
    ?T(<<(id("ab"))/binary>>),
    ?T(<<(id(1))/bits>>),
    ?T(<<T:19/bits>>),
    ?T(<<T:20/bits>>),
    ?T(<<T/binary-unit:1>>),
    ?T(<<T/binary-unit:19>>),
    ?T(<<T/binary-unit:2>>),
    ?T(<<B/binary-unit:64>>),
    ?T(<<B/binary-unit:128>>),
    ?T(begin <<X:3/binary, Y/binary>> = B, {X, Y} end),
    ?T(begin <<X:3/bits, Y/bits>> = B, {X, Y} end),
    ?T(begin <<_:3, X:2/binary, Y/bits>> = B, {X, Y} end),
    ?T(begin <<X:3/binary-unit:4, Y/bits>> = B, {X, Y} end),
    ?T(begin <<_:13, X/binary>> = B, X end),
    ?T(begin <<X/binary-unit:16>> = B, X end),
    ?T(begin <<_, X/binary-unit:16>> = B, X end),
    ?T(begin <<X/binary>> = T, X end),
    ?T(begin <<X/bits>> = T, X end),
    ?T(begin <<_:16, X:3>> = T, X end),
    ?T([tail(X) || X <- [<<>>, <<1>>, <<1, 2>>, <<1, 2, 3>>, <<1:1>>, <<1:9>>, <<1:17>>, T]]),
    ?T([unit(X) || X <- [<<>>, <<1:3>>, <<1:6>>, <<1:7>>, <<1:8>>, <<1:24>>, <<1:32>>]]),
    ?T([literal(X) || X <- [<<"abc">>, <<"abd">>, <<"abcdef">>, <<5:3, "x">>, <<1, 2, 3>>, <<>>]]),
    ?T([prefix(X) || X <- ["GET / HTTP", "GETX", "PUT /a", "P", ""]]),
    ?T(reassemble(B)),
    ?T(all_offsets(<<"The quick brown fox">>)).

tail(<<A, B/binary>>) when byte_size(B) > 1 -> {long, A, B};
tail(<<A, B>>) -> {two, A, B};
tail(<<A>>) -> {one, A};
tail(<<A:1>>) -> {bit, A};
tail(<<A:9>>) -> {nine, A};
tail(<<A:16, R/bits>>) when bit_size(R) < 2 -> {seventeen, A, R};
tail(<<>>) -> empty;
tail(X) -> {other, X}.

unit(<<X/binary-unit:32>>) -> {u32, X};
unit(<<X/binary-unit:8>>) -> {u8, X};
unit(<<X/binary-unit:3>>) -> {u3, X};
unit(<<X/bits>>) -> {u1, X}.

literal(<<"abc">>) -> abc;
literal(<<"abc", R/binary>>) -> {abc, R};
literal(<<5:3, C, R/bits>>) -> {five, C, R};
literal(<<1, 2, 3>>) -> one23;
literal(X) -> {no, X}.

prefix(L) ->
    case list_to_binary(L) of
        <<"GET ", R/binary>> -> {get, R};
        <<"GET", C, R/binary>> -> {getx, C, R};
        <<"PUT ", R/binary>> -> {put, R};
        <<"P", R/binary>> -> {p, R};
        R -> R
    end.

reassemble(B) ->
    [begin <<X:N/bits, Y/bits>> = B, <<X/bits, Y/bits>> =:= B end || N <- lists:seq(0, 64)].

all_offsets(B) ->
    erlang:phash2([begin <<_:N, X:5/binary, R/bits>> = B, {X, R} end || N <- lists:seq(0, 100)]).

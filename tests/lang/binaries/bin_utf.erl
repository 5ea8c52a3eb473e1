%% SPDX-License-Identifier: Apache-2.0
%% utf8, utf16 and utf32 segments: all lengths, both orders, illegal values and sequences.
-module(bin_utf).
-export([main/0]).
-include("t.hrl").

main() ->
    Cs = [0, $a, 16#7f, 16#80, 16#7ff, 16#800, 16#d7ff, 16#e000, 16#fffd, 16#fffe, 16#ffff,
        16#10000, 16#10ffff],
    [t:p("~w", [{C, <<C/utf8>>, <<C/utf16>>, <<C/utf16-little>>, <<C/utf32>>, <<C/utf32-little>>}])
            || C <- Cs],
    ?T([C || C <- Cs, <<X/utf8>> <- [<<C/utf8>>], X =/= C]),
    ?T([C || C <- Cs, <<X/utf16-little>> <- [<<C/utf16-little>>], X =/= C]),
    ?T([C || C <- Cs, <<X/utf32>> <- [<<C/utf32>>], X =/= C]),
    ?T(<<3:3, 16#20ac/utf8, 16#1f600/utf16, 7:5>>),
    ?T(begin <<3:3, A/utf8, B/utf16, 7:5>> = id(<<3:3, 16#20ac/utf8, 16#1f600/utf16, 7:5>>),
            {A, B} end),
    ?T(<<(id(16#d800))/utf8>>),
    ?T(<<(id(16#dfff))/utf16>>),
    ?T(<<(id(16#110000))/utf32>>),
    ?T(<<(id(-1))/utf8>>),
    ?T(<<(id(a))/utf8>>),
    ?T(<<(id(1.0))/utf16>>),
    ?T(<<(id(1 bsl 70))/utf32>>),
    ?T(<<1, (id(16#d912))/utf8, (id(b))/binary>>),
    ?T([utf8(B) || B <- [<<>>, <<128>>, <<16#c0, 16#80>>, <<16#c1, 16#bf>>, <<16#c2>>, <<16#c2,
            16#80>>, <<16#e0, 16#80, 16#80>>,
                         <<16#e0, 16#a0, 16#80>>, <<16#ed, 16#9f, 16#bf>>, <<16#ed, 16#a0, 16#80>>,
                             <<16#ef, 16#bf, 16#bf>>,
                         <<16#f0, 16#8f, 16#bf, 16#bf>>, <<16#f0, 16#90, 16#80, 16#80>>, <<16#f4,
                             16#8f, 16#bf, 16#bf>>,
                         <<16#f4, 16#90, 16#80, 16#80>>, <<16#f8, 16#88, 16#80, 16#80, 16#80>>,
                             <<16#ff>>, <<16#e2, 16#82>>,
                         <<16#e2, 16#82, $a>>, <<"a", 16#e2, 16#82, 16#ac>>]]),
    ?T([utf16(B) || B <- [<<0, $a>>, <<0>>, <<16#d8, 0, 16#dc, 0>>, <<16#d8, 0>>, <<16#d8, 0, 16#d8,
            0>>, <<16#dc, 0, 16#dc, 0>>,
                          <<16#db, 16#ff, 16#df, 16#ff>>, <<16#ff, 16#fe>>]]),
    ?T([utf32(B) || B <- [<<0, 0, 0, $a>>, <<0, 0, 16#d8, 0>>, <<0, 16#11, 0, 0>>, <<0, 16#10,
            16#ff, 16#ff>>, <<1:31>>, <<255, 255, 255, 255>>]]),
    ?T(decode(<<"aß€𐍈z"/utf8>>)),
    ?T(skip(<<"aß€𐍈z"/utf8>>, 0)),
    ?T(literal(<<"日本語"/utf8>>)),
    ?T([C || <<C/utf16-little>> <= <<"日本€𐍈"/utf16-little>>]),
    ?T(<< <<C/utf16>> || <<C/utf8>> <= <<"héllo𐍈"/utf8>> >>),
    ?T(<< <<C/utf8>> || C <- id([16#e5, 16#3b1, 16#d800]) >>),
    ?T(t:sum(<< <<C/utf8>> || C <- lists:seq(0, 16#d7ff, 13) >>)).

utf8(<<C/utf8, R/binary>>) -> {C, R};
utf8(B) -> B.
utf16(<<C/utf16, R/binary>>) -> {C, R};
utf16(<<C/utf16-little, R/binary>>) -> {little, C, R};
utf16(B) -> B.
utf32(<<C/utf32, R/binary>>) -> {C, R};
utf32(<<C/utf32-little, R/binary>>) -> {little, C, R};
utf32(B) -> B.

decode(<<C/utf8, R/binary>>) -> [C | decode(R)];
decode(<<>>) -> [].

skip(<<_/utf8, R/binary>>, N) -> skip(R, N + 1);
skip(<<>>, N) -> N.

literal(<<"日本"/utf8, R/binary>>) -> {ok, R};
literal(_) -> no.

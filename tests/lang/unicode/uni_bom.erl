%% SPDX-License-Identifier: Apache-2.0
%% Byte order marks and the small functions of unicode.
-module(uni_bom).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([unicode:bom_to_encoding(B) || B <- [<<239, 187, 191, "x">>, <<254, 255, 0>>, <<255, 254,
            0>>, <<0, 0, 254, 255>>, <<255, 254, 0, 0>>, <<"abc">>, <<>>]]),
    ?T([unicode:encoding_to_bom(E) || E <- [latin1, utf8, unicode, utf16, {utf16, big},
            {utf16, little}, {utf32, big}, {utf32, little}]]),
    ?T(unicode:encoding_to_bom(id(bad))),
    ?T([unicode:bin_is_7bit(B) || B <- [<<>>, <<"abc">>, <<128>>, <<"aå"/utf8>>, a, "abc", <<1:3>>,
            binary:copy(<<"x">>, 1000), <<(binary:copy(<<"x">>, 1000))/binary, 200>>]]),
    ?T([unicode:characters_to_nfc_list(X) || X <- ["e\x{301}", "é", <<"a\x{30a}b"/utf8>>,
            ["o", [16#308]]]]),
    ?T([unicode:characters_to_nfd_list(X) || X <- ["é", "ǖ", <<"å"/utf8>>]]),
    ?T([unicode:characters_to_nfkc_list(X) || X <- ["ﬁ", "½", "Å", "①"]]),
    ?T([unicode:characters_to_nfkd_list(X) || X <- ["ﬁ", "½", "é"]]),
    ?T([unicode:characters_to_nfc_binary(X) || X <- ["e\x{301}", <<"a\x{30a}b"/utf8>>, [<<255>>]]]),
    ?T([unicode:characters_to_nfd_binary(X) || X <- ["é", "한국", <<"å", 200>>]]),
    ?T([unicode:characters_to_nfkc_binary("ﬀ"), unicode:characters_to_nfkd_binary("ﬀ")]),
    ?T([io_lib:printable_unicode_list([16#3b1, $a]), io_lib:printable_list([16#3b1]),
            io_lib:printable_latin1_list([229])]),
    ?T(io:printable_range()),
    ?T(unicode_util:uppercase("ßx")),
    ?T([unicode_util:gc([X, 16#301, $b]) || X <- [$e, 16#1f468]]),
    ?T([unicode_util:is_whitespace(C) || C <- [$\s, $a, 16#a0, 16#2003]]),
    ?T(hd(unicode_util:gc("\x{1f468}\x{200d}\x{1f469}\x{200d}\x{1f467}!"))).

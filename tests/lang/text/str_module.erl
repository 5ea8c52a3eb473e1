%% SPDX-License-Identifier: Apache-2.0
%% The string module over lists, binaries and mixed chardata.
-module(str_module).
-export([main/0]).
-include("t.hrl").

main() ->
    S = "Hello, Wörld  ",
    B = <<"Hello, Wörld  "/utf8>>,
    Both = [S, B, ["Hel", <<"lo, W">>, [$ö], "rld  "]],
    ?T([string:length(X) || X <- Both]),
    ?T([string:trim(X) || X <- Both]),
    ?T([string:trim("--a-b--", D, "-") || D <- [leading, trailing, both]]),
    ?T([string:uppercase(X) || X <- Both ++ ["straße", "ǆ"]]),
    ?T([string:lowercase(X) || X <- Both ++ ["ΑΣ", "İ"]]),
    ?T([string:titlecase(X) || X <- ["abc", <<"ǆx"/utf8>>, ""]]),
    ?T([string:casefold(X) || X <- ["Straße", <<"ÄÖ"/utf8>>]]),
    ?T([string:reverse(X) || X <- ["abc", "e\x{301}x", <<"añb"/utf8>>]]),
    ?T([string:slice(X, 1, 4) || X <- Both]),
    ?T([string:slice("abc", N) || N <- [0, 1, 3, 5]]),
    ?T([string:split(X, ",") || X <- Both]),
    ?T([string:split("a.b.c.d", ".", W) || W <- [leading, trailing, all]]),
    ?T([string:split(<<"abXcdXef">>, "X", all), string:split("abc", "x"), string:split("", "x"), string:split("abc", "")]),
    ?T([string:lexemes(X, " ,") || X <- Both]),
    ?T([string:nth_lexeme("a b c", N, " ") || N <- [1, 3, 4]]),
    ?T([string:replace("abcabc", "b", "X", W) || W <- [leading, trailing, all]]),
    ?T([string:find(X, "W") || X <- Both] ++ [string:find("abcabc", "c", trailing), string:find("abc", "z")]),
    ?T([string:prefix(X, "Hello") || X <- Both] ++ [string:prefix("abc", "b")]),
    ?T([string:equal("abc", <<"abc">>), string:equal("aB", "Ab", true), string:equal("é", "e\x{301}"), string:equal("é", "e\x{301}", false, nfc)]),
    ?T([string:is_empty(X) || X <- ["", <<>>, [], [[], <<>>], "a"]]),
    ?T([string:to_graphemes(X) || X <- ["ae\x{301}\r\n", <<"👨‍👩‍👧x"/utf8>>, "\x{1f1f8}\x{1f1ea}\x{1f1f3}\x{1f1f4}"]]),
    ?T([string:next_codepoint(X) || X <- ["abc", <<"éa"/utf8>>, [], [<<"x">>]]]),
    ?T([string:next_grapheme(X) || X <- ["e\x{301}bc", <<"\r\na">>, []]]),
    ?T([string:next_codepoint(X) || X <- [<<255>>, <<"a", 200>>]]),
    ?T(string:length(<<255>>)),
    ?T([string:pad("abc", 6), string:pad("abc", 6, leading), string:pad("ab", 7, both, $*), string:pad("abc", 2)]),
    ?T([string:take("abc123", "cba"), string:take("abc123", lists:seq($0, $9), true), string:take("abc123", "321", false, trailing)]),
    ?T([string:chomp("abc\r\n"), string:chomp(<<"abc\n">>), string:chomp("abc")]),
    ?T([string:to_integer("12x"), string:to_float("1.5x")]),
    ?T(string:slice(id(abc), 1)),
    ?T(string:length(id([a]))).

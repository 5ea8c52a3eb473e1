%% SPDX-License-Identifier: Apache-2.0
%% Properties and other cases of characters: of every third one where there are many scripts, a
%% checksum for each row of 256; of those whose properties have changed since Unicode 7, all.
-module(rx_properties).
-export([main/0]).
-include("t.hrl").

main() ->
    {ok, Category} = pattern(categories()),
    {ok, Script} = pattern(scripts()),
    Told = fun(C) -> {first(Category, C), first(Script, C), cases(C)} end,
    [t:p("~4.16.0b ~8.16.0b", [Row, erlang:phash2([Told(C) || C <- row(Row)], 1 bsl 32)])
     || Row <- lists:seq(0, 16#32) ++ [16#a4, 16#a6, 16#a7, 16#a9, 16#aa, 16#ab, 16#d7, 16#fb,
                                       16#fd, 16#ff, 16#104, 16#108, 16#10c, 16#110, 16#114, 16#116,
                                       16#118, 16#11a, 16#1e9, 16#1f3, 16#1f9, 16#2b8, 16#e00]],
    [t:p("~.16b ~w", [C, Told(C)])
     || C <- [16#37f, 16#589, 16#61c, 16#61d, 16#660, 16#953, 16#10d0, 16#10fd, 16#13a0, 16#13f5,
              16#13f8, 16#166d, 16#1734, 16#1885, 16#19b0, 16#1c80, 16#1c90, 16#1cf2, 16#412,
              16#432, 16#2c2f, 16#4db6, 16#9fcd, 16#a64b, 16#a7ae, 16#a9bd, 16#ab70, 16#e000,
              16#fdd0, 16#1f6d0, 16#2b820, 16#30000, 16#e0100, 16#10ffff]].

row(Row) ->
    [C || C <- lists:seq(Row * 256, Row * 256 + 255, 3), C < 16#d800 orelse C > 16#dfff].

pattern(Names) ->
    re:compile(["^(?:", lists:join("|", ["(\\p{" ++ Name ++ "})" || Name <- Names]), ")"],
               [unicode]).

%% The number of the first alternative that matches.
first(Pattern, C) ->
    case re:run(<<C/utf8>>, Pattern, [{capture, all_but_first, index}]) of
        {match, Groups} -> length(Groups);
        nomatch -> none
    end.

%% Those that are its cases by what module string knows, and are so for re.
cases(C) ->
    Others = lists:usort(lists:append([string:F([C]) || F <- [uppercase, lowercase, casefold]])),
    [Other || Other <- Others,
              re:run(<<Other/utf8>>, <<"^\\Q", C/utf8>>, [unicode, caseless, {capture, none}])
                  =:= match].

categories() ->
    ["Cc", "Cf", "Cn", "Co", "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "No",
     "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs"].

scripts() ->
    ["Common", "Inherited", "Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Syriac",
     "Devanagari", "Bengali", "Thai", "Lao", "Tibetan", "Georgian", "Hangul", "Ethiopic",
     "Cherokee", "Canadian_Aboriginal", "Khmer", "Mongolian", "Han", "Hiragana", "Katakana", "Yi",
     "Coptic", "New_Tai_Lue", "Hanunoo", "Javanese", "Vai", "Linear_B", "Glagolitic"].

%% SPDX-License-Identifier: Apache-2.0
%% PCRE constructs: classes, assertions, back references, recursion, conditions, quantifiers.
-module(rx_syntax).
-export([main/0]).
-include("t.hrl").

main() ->
    Cases = [{"a{2,3}", "aaaa"}, {"a{2}", "a"}, {"a{0,}b", "aab"}, {"a?b", "b"}, {"(ab)+", "ababx"},
        {"a|b|cd", "cd"}, {"[^a-c]+", "abcdef"}, {"[\\d\\s]+", "a1 2b"},
             {"[[:alpha:]]+", "12abc"}, {"[]a]+", "]a["}, {"\\bfoo\\b", "a foo b"},
                 {"\\Boo", "foo"}, {"^$", ""}, {"\\Aab\\z", "ab"}, {"ab\\Z", "ab\n"},
                 {"(?=ab)a", "ab"},
             {"(?!ab)a.", "abac"}, {"(?<=a)b", "ab"}, {"(?<!a)b", "abb"}, {"(a)\\1", "aa"},
                 {"(?<q>['\"]).*?\\k<q>", "x'a\"b'c"}, {"(a(b)?)+", "abab"},
                 {"(?:a|ab)(?:c|bcd)", "abcd"},
             {"(?>a+)b", "aaab"}, {"(?>a+)ab", "aaab"}, {"a++b", "aab"}, {"a*?b", "aab"},
                 {"a+?", "aaa"}, {"(?i:A)b", "ab"}, {"(?s).+", "a\nb"}, {"(?m)^b", "a\nb"},
                 {"(?x) a b ", "ab"},
             {"\\((?:[^()]|(?R))*\\)", "x(a(b)c)(d"}, {"^(?<p>\\((?:[^()]++|(?&p))*\\))$",
                 "((a)(b))"}, {"(a)?(?(1)b|c)", "ab"}, {"(a)?(?(1)b|c)", "c"},
                 {"\\x41\\101\\x{42}", "AAB"},
             {"\\t\\n\\r\\e", "\t\n\r\e"}, {"\\Qa.b\\E.", "a.bc"}, {"[a\\-z]+", "-a"},
                 {"\\d+(?:\\.\\d+)?", "v1.25"}, {"(\\w+)\\s\\1", "the the"},
                 {"a(?#comment)b", "ab"},
             {"\\R", "a\r\nb"}, {"\\h+\\H", "  x"}, {"\\N+", "ab\nc"}, {"(?|(a)|(b))\\1", "bb"},
                 {"a\\Kb", "ab"}, {"(*ACCEPT)x", "y"}, {"a(*SKIP)(*F)|b", "ab"},
                 {"(?:(?:a){2}){2}", "aaaaa"},
             {"^(?:(?=(a+))\\1)+$", "aaa"}, {"(?<year>\\d{4})-(?<m>\\d\\d)", "on 2024-05-06"},
                 {"^[\\w.]+@[\\w.]+$", "a.b@c.de"}, {"(a*)*", "aaa"}, {"(a*)+b", "aab"},
                 {"x*y*z*", "xxz"},
             {"^\\c\x{7f}\\c?", "?\x{7f}"}, {"[\\c\x{1}-\\c\x{3}x]+", "zABCx"},
                 {"(?i)\\c\x{1}\\cA", "A\x{1}"}, {"a\\c\n(?#\\c\x{2})b", "aJb"}, {"\\c\x{e9}", "x"},
                 {"\\Q\\c\x{1}\\E", "\\c\x{1}"}],
    [t:p("~s ~s ~0tp", [P, string:replace(S, "\n", "/", all), run(S, P)]) || {P, S} <- Cases].

run(S, P) -> try re:run(S, P, [{capture, all, list}]) catch error:R -> R end.

%% SPDX-License-Identifier: Apache-2.0
%% Backtracking verbs, above all in conditions; items at the start; options; repeating; errors
%% and their places.
-module(rx_verbs).
-export([main/0]).
-include("t.hrl").

main() ->
    lists:foreach(fun one/1, cases()).

one({Expression, Options, Subjects}) ->
    case re:compile(Expression, Options) of
        {ok, {re_pattern, Groups, _, CrLf, _} = Pattern} ->
            Names = re:inspect(Pattern, namelist),
            t:p("~0p ~0p: ~p ~p ~0p", [Expression, Options, Groups, CrLf, Names]),
            [t:p("    ~0p: ~0p", [S, re:run(S, Pattern)]) || S <- Subjects];
        Error ->
            t:p("~0p ~0p: ~0p", [Expression, Options, Error])
    end.

cases() ->
    [{"(?(?=b(*SKIP)a)bn|bnn)", [], ["bnn"]}, {"(?(?=b(*COMMIT)a)bn|bnn)", [], ["bnn"]},
     {"(?(?=b(*PRUNE)a)bn|bnn)", [], ["bnn"]}, {"(?(?=b(*THEN)a)bn|bnn)", [], ["bnn"]},
     {"(?(?=b(*SKIP:x)a)bn|bnn)", [], ["bnn"]}, {"(?(?!b(*SKIP)a)bn|bnn)", [], ["bnn","bn"]},
     {"(?(?!b(*COMMIT)a)bn|bnn)", [], ["bnn","bn"]},
     {"(?(?!b(*PRUNE)a)bn|bnn)", [], ["bnn","bn"]}, {"(?(?!b(*THEN)a)bn|bnn)", [], ["bnn","bn"]},
     {"(?(?<=b(*SKIP)a)n|nn)", [], ["bnn","bann"]}, {"(?(?<!b(*SKIP)a)n|nn)", [], ["bnn","bann"]},
     {"(?(?<!b(*COMMIT)a)n|nn)", [], ["bnn","bann"]}, {"(?=b(*SKIP)a|)bn|bnn", [], ["bnn"]},
     {"(?=b(*COMMIT)a|)bn|bnn", [], ["bnn"]}, {"(?=b(*PRUNE)a|)bn|bnn", [], ["bnn"]},
     {"(?=b(*THEN)a|)bn|bnn", [], ["bnn"]}, {"(?!b(*SKIP)a|)bn|bnn", [], ["bnn"]},
     {"(?!b(*COMMIT)a|)bn|bnn", [], ["bnn"]}, {"(?!b(*PRUNE)a|)bn|bnn", [], ["bnn"]},
     {"(?!b(*THEN)a|)bn|bnn", [], ["bnn"]}, {"(?!b(*THEN)a)bn|bnn", [], ["bnn"]},
     {"(?!b(*COMMIT)a)bn|bnn", [], ["bnn"]}, {"(?!b(*SKIP)a)bn|bnn", [], ["bnn"]},
     {"(?!b(*PRUNE)a)bn|bnn", [], ["bnn"]}, {"(?=a(*COMMIT)b)abc|abd", [], ["abc","abd"]},
     {"(?=a(*COMMIT)b|.)ac|ad", [], ["ac","ad"]}, {"a(?:b(*COMMIT)c|.)|ad", [], ["abd"]},
     {"(?>a(*COMMIT)b)c|abd", [], ["abc","abd"]}, {"(?>a(*COMMIT)c)d|abd", [], ["abc","abd"]},
     {"(?>a(*SKIP)c)d|abd", [], ["abc","abd"]}, {"(?>a(*PRUNE)c)d|abd", [], ["abc","abd"]},
     {"(?>a(*THEN)c)d|abd", [], ["abc","abd"]}, {"(?>a(*THEN)c|ab)d|abd", [], ["abc","abd"]},
     {"(a(*COMMIT)c)?(?1)|abd", [], ["abc","abd"]},
     {"(?1)|abd(?:(a(*COMMIT)c))?", [], ["abc","abd"]},
     {"(?1)|abd(?:(a(*SKIP)c))?", [], ["abc","abd"]},
     {"(?1)|abd(?:(a(*PRUNE)c))?", [], ["abc","abd"]},
     {"(?1)|abd(?:(a(*THEN)c))?", [], ["abc","abd"]},
     {"(?1)|abd(?:(a(*ACCEPT)c))?", [], ["abc","abd"]},
     {"(?1)b|abd(?:(a(*ACCEPT)c))?", [], ["abc","abd"]}, {"(a(*ACCEPT)b)c", [], ["abc","abd"]},
     {"(?:a(*ACCEPT)b)+c", [], ["abc","abd"]}, {"(?=a(*ACCEPT)b)c|a", [], ["abc","abd"]},
     {"(?!a(*ACCEPT)b)c|a", [], ["abc","abd"]}, {"a(*F)|b", [], ["ab"]},
     {"a(*FAIL)|b", [], ["ab"]}, {"a(*MARK:x)b", [], ["ab"]}, {"a(*:x)b", [], ["ab"]},
     {"a(*:)b", [], ["ab"]}, {"a(*MARK)b", [], ["ab"]}, {"a(*MARK:)b", [], ["ab"]},
     {"a(*COMMIT:x)b", [], ["ab"]}, {"a(*ACCEPT:x)b", [], ["ab"]}, {"a(*F:x)b", [], ["ab"]},
     {"a(*FAIL:x)b", [], ["ab"]}, {"a(*PRUNE:)b", [], ["ab"]}, {"a(*SKIP:)b", [], ["ab"]},
     {"a(*THEN:)b", [], ["ab"]}, {"a(*COMMIT:)b", [], ["ab"]}, {"a(*ACCEPT:)b", [], ["ab"]},
     {"a(*)b", [], ["ab"]}, {"a(*X)b", [], ["ab"]}, {"a(*x)b", [], ["ab"]},
     {"a(*COMMI)b", [], ["ab"]}, {"a(*COMMIT", [], ["ab"]}, {"a(*COMMIT:xy", [], ["ab"]},
     {"a(*MARK:a\\)b)b", [], ["ab"]}, {"a(*MARK: x)b", [extended], ["ab"]},
     {"a(* MARK:x)b", [extended], ["ab"]}, {"a(*ACCEPT)?b", [], ["ab"]},
     {"a(*ACCEPT)??b", [], ["ab"]}, {"a(*F)?b", [], ["ab"]}, {"a(*COMMIT)*b", [], ["ab"]},
     {"(*UTF8)a", [], ["ab"]}, {"(*UTF)a", [], ["ab"]}, {"(*UTF16)a", [], ["ab"]},
     {"(*UTF32)a", [], ["ab"]}, {"(*UCP)a", [], ["ab"]}, {"(*NO_START_OPT)a", [], ["ab"]},
     {"(*NO_AUTO_POSSESS)a", [], ["ab"]}, {"(*NOTEMPTY)a", [], ["ab"]},
     {"(*NOTEMPTY_ATSTART)a", [], ["ab"]}, {"(*NO_JIT)a", [], ["ab"]},
     {"(*NO_DOTSTAR_ANCHOR)a", [], ["ab"]}, {"(*LIMIT_MATCH=10)a", [], ["ab"]},
     {"(*LIMIT_RECURSION=10)a", [], ["ab"]}, {"(*LIMIT_RECURSION=0)a", [], ["ab"]},
     {"(*LIMIT_DEPTH=10)a", [], ["ab"]}, {"(*LIMIT_HEAP=10)a", [], ["ab"]},
     {"(*LIMIT_MATCH=99999999999)a", [], ["ab"]}, {"(*LIMIT_MATCH=4294967295)a", [], ["ab"]},
     {"(*LIMIT_MATCH=4294967296)a", [], ["ab"]}, {"(*LIMIT_MATCH=)a", [], ["ab"]},
     {"(*LIMIT_MATCH=x)a", [], ["ab"]}, {"(*LIMIT_MATCH=1)(a+)+b", [], ["aaaaaaaaaaa"]},
     {"(*CR)a.b", [], ["a\nb"]}, {"(*LF)a.b", [], ["a\nb"]}, {"(*CRLF)a.b", [], ["a\nb"]},
     {"(*ANY)a.b", [], ["a\nb"]}, {"(*ANYCRLF)a.b", [], ["a\nb"]}, {"(*NUL)a.b", [], ["a\nb"]},
     {"(*BSR_ANYCRLF)a.b", [], ["a\nb"]}, {"(*BSR_UNICODE)a.b", [], ["a\nb"]},
     {"(*CR)(*UTF8)a.b", [], ["a\nb"]}, {"(*UTF8)(*CR)a.b", [], ["a\nb"]},
     {"(*UTF8)a.b", [never_utf], ["a\nb"]}, {"(*positive_lookahead:a)", [], ["a"]},
     {"(*pla:a)", [], ["a"]}, {"(*atomic:a)", [], ["a"]}, {"(*sr:a)", [], ["a"]},
     {"(*napla:a)", [], ["a"]}, {"(*asr:a)", [], ["a"]}, {"(?*a)", [], ["a"]},
     {"(?<*a)", [], ["a"]}, {"(?^i:a)", [], ["a"]}, {"(?^)a", [], ["a"]},
     {"(?xx)[a b]", [], ["a"]}, {"(?xx:[a b])", [], [" "]}, {"(?xxx)[a b]", [], [" "]},
     {"(?x)[a b]", [], [" "]}, {"(?n)(a)", [], ["a"]}, {"(?n:(a))", [], ["a"]},
     {"(?a)(a)", [], ["a"]}, {"(?aD)(a)", [], ["a"]}, {"(?X)\\q", [], ["q"]},
     {"(?X)a{,3}", [], ["a{,3}"]}, {"(?-X)\\q", [], ["q"]}, {"(?J)a", [], ["a"]},
     {"(?U)a+", [], ["aa"]}, {"(?i)(?-i)A", [], ["a"]}, {"(?i-)a", [], ["A"]},
     {"(?i--)a", [], ["A"]}, {"(?i-i-i)a", [], ["A"]}, {"(?-)a", [], ["A"]}, {"(?)a", [], ["a"]},
     {"(?:)a", [], ["a"]}, {"(?i", [], []}, {"(?i:", [], []}, {"(?z)", [], []},
     {"(?i z)", [], []}, {"(?", [], []}, {"(?#", [], []}, {"(?#a", [], []}, {"(", [], []},
     {")", [], []}, {"a)", [], []}, {"(a", [], []}, {"a**", [], []}, {"a++", [], []},
     {"a+++", [], []}, {"a+?+", [], []}, {"*a", [], []}, {"a|*", [], []}, {"(*a)", [], []},
     {"(?:*a)", [], []}, {"^*", [], ["a"]}, {"$*", [], ["a"]}, {"\\b*", [], ["a"]},
     {"\\b+a", [], ["a"]}, {"\\A?a", [], ["a"]}, {"\\Z{2}", [], ["a"]}, {"\\K*a", [], ["a"]},
     {"\\G+a", [], ["a"]}, {"(?=a)*b", [], ["b"]}, {"(?=a)+a", [], ["a"]},
     {"(?=a){2}a", [], ["a"]}, {"(?=a){0}b", [], ["b"]}, {"(?=a){0,5}b", [], ["b"]},
     {"(?=(a)){0}b", [], ["b"]}, {"(?!a)*b", [], ["b"]}, {"(?<=a)*b", [], ["b"]},
     {"(?#x)*", [], []}, {"a(?#x)*", [], ["aa"]}, {"a (?#x) *", [extended], ["aa"]},
     {"a{2}{3}", [], ["aaaaaaa"]}, {"a{2}+", [], ["aaaaaaa"]}, {"a{,3}", [], ["a{,3}"]},
     {"a{ 1}", [], ["a{ 1}"]}, {"a{1, 2}", [], ["a{1, 2}"]}, {"a{65535}", [], []},
     {"a{65536}", [], []}, {"a{2,1}", [], []}, {"a{1,65536}", [], []}, {"a{99999999999}", [], []},
     {"{1}", [], ["{1}"]}, {"x|{1}", [], ["{1}"]}, {"({1})", [], ["{1}"]}, {"^{1}", [], ["a"]}].

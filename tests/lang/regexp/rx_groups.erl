%% SPDX-License-Identifier: Apache-2.0
%% Groups: calls and references back into a group itself, which are atomic; calls that could loop;
%% names, duplicate ones and empty ones; conditions; lookbehinds and their lengths.
-module(rx_groups).
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
    [{"^(a\\1?){4}$", [],
      ["aaaa","aaaaaa","aaaaaaaaaa","a","aaa","aaaaa","aaaaaaa","aaaaaaaa","aaaaaaaaa"]},
     {"(?<=\\Ka)b", [], ["ab"]}, {"(?=a\\Kb)a", [], ["ab"]}, {"(?<1a>x)", [], []},
     {"(?<n>a\\k<n>?){4}$", [], ["aaaa","aaaaaa","aaaaaaaaaa"]},
     {"^(a\\g{-1}?){4}$", [], ["aaaa","aaaaaa","aaaaaaaaaa"]},
     {"^(a\\g{1}?){4}$", [], ["aaaa","aaaaaa","aaaaaaaaaa"]},
     {"^(a\\g1?){4}$", [], ["aaaa","aaaaaa","aaaaaaaaaa"]},
     {"^(?<n>a(?P=n)?){4}$", [], ["aaaa","aaaaaa","aaaaaaaaaa"]},
     {"^(a(?1)?b|ab|a)b$", [], ["aabb","aab","ab","aabbb"]}, {"^(a+)(?1)b$", [], ["aab","aaab"]},
     {"^(a|ab)(?1)c", [], ["aabc","aac", "ababc"]},
     {"^(?:(a|ab)c|(?1)(?R)?)$", [], ["aabc","ac", "abac"]},
     {"^(a|ab)\\g<1>c", [], ["aabc","aac", "ababc"]},
     {"^(a|ab)\\g'1'c", [], ["aabc","aac", "ababc"]},
     {"^(a|ab)\\g<-1>c", [], ["aabc","aac", "ababc"]},
     {"^\\g<+1>(a|ab)c", [], ["aabc","aac", "ababc"]},
     {"^(?<n>a|ab)(?&n)c", [], ["aabc","aac", "ababc"]},
     {"^(?<n>a|ab)(?P>n)c", [], ["aabc","aac", "ababc"]},
     {"^(?<n>a|ab)\\g<n>c", [], ["aabc","aac", "ababc"]},
     {"^(a|ab)(?1)*c", [], ["aabc","aac", "ababc"]},
     {"^(a|ab)(?1){2}c", [], ["aaabc","aac", "abaabc"]}, {"(?1)(?1)", [], []}, {"((?1))", [], []},
     {"(?R)", [], []}, {"a?(?R)", [], []}, {"a(?R)", [], ["a"]}, {"a(?R)?", [], ["aaa"]},
     {"(a?(?1))", [], []}, {"(a*(?1)b)", [], []}, {"(|a(?1))", [], ["aaa"]},
     {"((?2))((?1))", [], ["aaa"]}, {"((?2)b)((?1)a)", [], ["aaa"]},
     {"(b?(?2))(a?(?1))", [], ["aaa"]}, {"(?:(?R))", [], ["aaa"]}, {"x|(?R)", [], ["aaa"]},
     {"x|y(?R)", [], ["aaa","yyx"]}, {"(?=(?R))", [], ["aaa","yyx"]},
     {"(?=a)(?R)", [], ["aaa","yyx"]}, {"^(?R)", [], ["aaa","yyx"]}, {"(?<>a)", [], ["a"]},
     {"(?''a)", [], ["a"]}, {"(?P<>a)", [], ["a"]}, {"(?<>a)(?<n>b)", [], ["ab"]},
     {"(?<>a)(?<>b)", [], ["ab"]}, {"(?<>a)(?<>b)", [dupnames], ["ab"]},
     {"(?<>a)\\k<>", [], ["ab"]}, {"(?<>a)(?&)", [], ["ab"]}, {"(?<>a)(?P=)", [], ["ab"]},
     {"(?<>a)(?(<>)b)", [], ["ab"]}, {"(?<>a)\\g{}", [], ["ab"]}, {"(?<>a)\\g<>", [], ["ab"]},
     {"(?<1a>x)", [], []}, {"(?<a12345678901234567890123456789012>x)", [], []},
     {"(?<a1234567890123456789012345678901>x)", [], []}, {"(?<a-b>x)", [], []},
     {"(?<n>a)(?<n>b)", [], []}, {"(?<n>a)(?<n>b)", [dupnames], ["ab"]},
     {"(?J)(?<n>a)(?<n>b)", [], ["ab"]}, {"(?<n>a)(?J)(?<n>b)", [], ["ab"]},
     {"(?:(?J)(?<n>a))(?<n>b)", [], ["ab"]}, {"(?|(?<n>a)|(?<n>b))", [], ["a","b"]},
     {"(?|(?<n>a)|(?<m>b))", [], ["a","b"]}, {"(?|(?<n>a)|(?<m>b))", [dupnames], ["a","b"]},
     {"(?|(?<n>a)|(b))(?&n)", [], ["ab"]}, {"(?|(a)|(b))(?1)", [], ["ab"]},
     {"(?<n>a)|(?<m>b)(?&m)(?&x)", [], ["ab"]}, {"(?<=a|bc)x", [], ["ax","bcx"]},
     {"(?<=(a|bc))x", [], ["ax","bcx"]}, {"(?<=(?:a|bc)d)x", [], ["ax","bcx"]},
     {"(a)(?<=\\1)x", [], ["ax","bcx"]}, {"(a)(?<=\\1b)x", [], ["ax","bcx"]},
     {"(a)(?<=(?1))x", [], ["ax","bcx"]}, {"(ab)(?<=(?1))x", [], ["abx","bcx"]},
     {"(?<=(?1))x(ab)", [], ["abxab","bcx"]}, {"(?<=(?1))x(ab|c)", [], ["abxab","bcx"]},
     {"(?<=(?1)(?1))x(ab)", [], ["abxab","ababxab"]},
     {"(?<=(?1){2})x(ab)", [], ["abxab","ababxab"]}, {"((?<=(?1)))", [], []},
     {"(a(?<=(?1)))", [], ["a"]}, {"(?<=a(?R))", [], ["a"]},
     {"(?<=a(*ACCEPT)b)c", [], ["xacb", "abc"]},
     {"(?<=a(*ACCEPT)b|d)c", [], ["xacb", "abc","xdc"]}, {"(?<=a\\Cb)c", [], ["xacb", "axbc"]},
     {"(?<=a\\Cb)c", [unicode], ["xacb", "axbc"]}, {"(?<=a\\Rb)c", [], ["xacb", "axbc"]},
     {"(?<=a\\Xb)c", [], ["xacb", "axbc"]}, {"(?<=a{3})c", [], ["aaac", "axbc"]},
     {"(?<=a{3,3})c", [], ["aaac", "axbc"]}, {"(?<=(?:ab){3})c", [], ["aaac", "abababc"]},
     {"(?<=(?:ab){0})c", [], ["aaac", "abababc"]}, {"(?<=a{0})c", [], ["aaac", "abababc"]},
     {"(?<=(a){0}b)c", [], ["aaac", "abababc"]}, {"(?<=a{0,0}b)c", [], ["aaac", "abababc"]},
     {"(?<=(?(?=a)b|c))c", [], ["aaac", "bcc"]}, {"(?<=(?(?=a)bd|c))c", [], ["aaac", "bcc"]},
     {"(?<=(?(?=a)b))c", [], ["aaac", "bcc"]}, {"(?<=(?(1)b|c))c()", [], ["aaac", "bcc"]},
     {"(?<=\\d{3}\\w\\D)c", [], ["123a-c", "bcc"]}, {"(?<=a+)c", [], []},
     {"(?<=a(?=b+)b)c", [], ["abc"]}, {"(?<=(?<!a+)b)c", [], ["abc"]}, {"(?<=)c", [], ["abc"]},
     {"(?<!)c", [], ["abc"]}, {"(?!)", [], ["abc"]}, {"(?<=\\Ka)b", [], ["ab"]},
     {"(?=a\\Kb)a", [], ["ab"]}, {"(?<=a\\K)b", [], ["ab"]}, {"(?!a\\Kb)a", [], ["ab","ac"]},
     {"((?2)a(?1))(b)", [], ["a"]}, {"(?<=(?(DEFINE)(?<n>ab))c)d", [], ["cd","abcd","cabd"]},
     {"(?<R>a)(?(R)b|c)", [], ["ab","ac"]}, {"(?<n>a)(?(R&n)b|c)", [], ["ab","ac"]},
     {"(?:(?(?!1|(a?a))b|(c))a)", [], ["aca","ba","ca"]}, {"(?<=(?<!b(?<=c))+\\d)a", [], ["1a"]},
     {"(a)(?<=\\1{0}a)", [], ["a"]}, {"(?<=a[[:>:]]+) c", [], ["a c"]},
     {"((?<=a|(?-1))a)", [], []}, {"(?=(.a\\1)|(?0)?)", [], []},
     {"(?(R)(?<=ac){0}c){2,}(?R)", [], ["a"]}, {"(?(R)c)(?R)", [], ["a"]},
     {"(?<=(?1){2})(?:x(a|b))", [], ["xaxbxa"]}, {"(?<=(?1)++)(a)", [], []},
     {"(?<=\\R{2})a", [], ["\n\na"]}, {"(?''a)(?<b>b)(?P<a>c)", [], ["abc"]},
     {"(?''a)|(?<n>b)|(?''c)", [dupnames], ["c","a"]},
     {"(?<R>a)(?<D>b)(?<n>c)\\k<R>(?(<D>)x|y)(?&n)", [], ["abcaxc"]},
     {"(?|(?<n>a)|(b))(?&n)\\k<n>", [], ["aba","baa","bab"]},
     {"(?<n>a)|(?<n>b)(?(n)c|d)\\k<n>", [dupnames], ["a","bcb","bd"]},
     {"^((.)(?1)\\2|.?)$", [], ["abcba","abba"]},
     {"^(?<p>\\((?:[^()]|(?&p))*\\))$", [], ["(a(b)c)","((a)"]},
     {"(?<!a(?1)|c)d(b)", [], ["abdb","xdb","cdb"]}, {[$a,0,$b], [], ["a","ab",[$a,0,$b]]},
     {[$a,0,$(], [], ["a"]}, {[$[,$a,0,$b,$]], [], ["a"]}, {[$(,0,$)], [], ["a"]}].

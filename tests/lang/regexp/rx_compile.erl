%% SPDX-License-Identifier: Apache-2.0
%% re:compile: results, options, all kinds of syntax errors with their positions; compiled patterns
%% used again.
-module(rx_compile).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(element(1, element(2, re:compile("abc")))),
    ?T([tuple_size(element(2, re:compile(P))) || P <- ["a", "(a)(b)"]]),
    ?T([element(2, element(2, re:compile(P))) || P <- ["a", "(a)(b)", "(?:a)(b)"]]),
    ?T([re:compile(P) || P <- ["(", ")", "[a", "a**", "*a", "a{2,1}", "\\", "(?<n",
            "(?<n>a)(?<n>b)", "[z-a]", "(?z)", "\\p{Foo}", "(?P=x)", "a\\2", "[[:foo:]]",
            "(?<=a*)b", "x{99999}"]]),
    ?T([begin {ok, M} = re:compile(P, O), re:run(S, M, [{capture, all, list}]) end
        || {P, O, S} <- [{"A(b)", [caseless], "xaB"}, {"^b", [multiline], "a\nb"},
            {"a.b", [dotall], "a\nb"}, {"å", [unicode], "xå"}, {"\\w+", [], "a_1-"},
                         {"a b", [extended], "ab"}, {"(a)|(b)", [no_auto_capture], "b"},
                             {"a$", [dollar_endonly], "a\n"}, {"^a", [firstline], "\na"},
                             {"a+", [ungreedy], "aaa"}]]),
    ?T(re:compile(id(a))),
    ?T(re:compile(id([a]))),
    ?T(re:compile("a", id([bad]))),
    ?T(re:compile("a", id(bad))),
    ?T(re:compile(id([16#3b1]))),
    ?T(element(1, re:compile([16#3b1], [unicode]))),
    ?T(re:compile(<<255>>, [unicode])),
    {ok, P} = re:compile("(?<first>\\d)(?<second>\\d)?"),
    ?T(re:inspect(P, namelist)),
    ?E(re:inspect(P, id(bad))),
    ?T(re:inspect(id(x), namelist)),
    ?T([re:run(S, P, [{capture, [first, second], list}]) || S <- ["12", "1", "x"]]),
    ?E(re:run("12", P, [caseless])),
    ?T(re:run("x", {re_pattern, 1, 2, 3, <<"garbage">>})),
    ?T(lists:sum([length(element(2, re:run(integer_to_list(N), P, [global])))
            || N <- lists:seq(1, 200)])).

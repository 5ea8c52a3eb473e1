%% SPDX-License-Identifier: Apache-2.0
%% Random expressions, right ones and wrong ones, on random subjects. Without verbs: what these do
%% depends on where the library begins to look.
-module(rx_random).
-export([main/0]).
-include("t.hrl").

main() ->
    lists:foreach(fun one/1, lists:seq(1, 2500)).

one(N) ->
    rand:seed(exsss, N),
    Options = [O || O <- [extended, unicode, dupnames, caseless, ungreedy, dotall, multiline],
                    rand:uniform(8) =:= 1],
    Expression = iolist_to_binary(expression()),
    case re:compile(Expression, Options) of
        {ok, {re_pattern, Groups, _, _, _} = Pattern} ->
            Names = re:inspect(Pattern, namelist),
            t:p("~p ~0p ~0p: ~p ~0p", [N, Expression, Options, Groups, Names]),
            [t:p("    ~0p: ~0p", [S, re:run(S, Pattern, [{match_limit, 20000}])])
             || S <- [subject(), subject(), subject()]];
        Error ->
            t:p("~p ~0p ~0p: ~0p", [N, Expression, Options, Error])
    end.

pick(List) ->
    lists:nth(rand:uniform(length(List)), List).

subject() ->
    [pick("aaabbbcc1 -()\n") || _ <- lists:seq(1, rand:uniform(9) - 1)].

expression() ->
    case rand:uniform(10) of
        1 -> damaged(binary_to_list(iolist_to_binary(branches(3))));
        2 -> [pick(pieces()) || _ <- lists:seq(1, rand:uniform(7))];
        _ -> branches(3)
    end.

damaged([]) ->
    [];
damaged(Text) ->
    {Before, [_ | After]} = lists:split(rand:uniform(length(Text)) - 1, Text),
    case rand:uniform(2) of
        1 -> [Before, After];
        2 -> [Before, pick("(){}[]?*+|\\^$-:<>='!&PRCQE0129a,# \n"), After]
    end.

branches(Depth) ->
    case rand:uniform(4) of
        1 -> [items(Depth), "|", items(Depth)];
        _ -> items(Depth)
    end.

items(Depth) ->
    [[item(Depth), quantifier()] || _ <- lists:seq(1, rand:uniform(3))].

quantifier() ->
    case rand:uniform(10) of
        1 -> [pick(["*", "+", "?", "{2}", "{0,1}", "{1,3}", "{0}", "{2,}", "{1}"]),
              pick(["", "", "?", "+"])];
        _ -> ""
    end.

item(0) ->
    pick(["a", "b", "c", "a", "b", "."]);
item(Depth) ->
    case rand:uniform(30) of
        N when N =< 3 -> group("(", Depth);
        4 -> group("(?:", Depth);
        5 -> group("(?>", Depth);
        6 -> group("(?=", Depth);
        7 -> group("(?!", Depth);
        8 -> group("(?<=", Depth);
        9 -> group("(?<!", Depth);
        10 -> group(["(?<", pick(["n", "m", "R", "x1"]), ">"], Depth);
        11 -> group("(?|", Depth);
        12 -> group(["(?(", pick(["1", "2", "n", "R", "R1", "<n>", "-1", "+1", "R&n", "DEFINE"]),
                     ")"], Depth);
        13 -> [group(["(?(?", pick(["=", "!", "<=", "<!"])], Depth), branches(Depth - 1), ")"];
        14 -> ["(?", pick(["1", "2", "R", "-1", "+1", "&n", "P>n", "0"]), ")"];
        15 -> pick(["\\1", "\\2", "\\g{-1}", "\\k<n>", "(?P=n)", "\\g1", "\\g<1>"]);
        16 -> ["(?", pick(["i", "x", "s", "m", "U", "J", "-i", "i-x", "X"]),
               pick([")", group(":", Depth)])];
        17 -> ["[", pick(["", "^"]), [pick(class_pieces()) || _ <- lists:seq(1, 3)], "]"];
        18 -> pick(["\\d", "\\w", "\\s", "\\N", "\\h", "\\R", "\\b", "^", "$", "\\A", "\\z", "\\K",
                    "\\G", "\\B", "\\D"]);
        19 -> pick(["\\x61", "\\141", "\\x{62}", "\\o{143}", "\\ca", "\\e", "\\Qa|b\\E", "(?#c)",
                    " ", "#", "\\8", "\\12"]);
        _ -> pick(["a", "b", "c", "a", "b", ".", "1"])
    end.

group(Head, Depth) ->
    [Head, branches(Depth - 1), ")"].

class_pieces() ->
    ["a", "b", "a-c", "\\d", "\\w", "-", "[:alpha:]", "[", "]", "^", "\\]", "\\Q-\\E", "\\b", "\\R",
     "1-9", "\\S", "[:", "\\x61", "a-\\x63", "\\E", "=", "."].

pieces() ->
    ["(?<n>", "(?'n'", "(?P<m>", "(", "(?:", "(?=", "(?<=", "(?!", "(?<!", ")", ")", ")", ")", "|",
     "a", "b", "*", "+", "?", "{2}", "{2,", "{,3}", "\\", "\\Q", "\\E", "[", "]", "^", "-", ":",
     "[:alpha:]", "(?(", "(?(1)", "(?(n)", "(?(R", "(?R)", "(?1)", "(?&n)", "\\k<n>", "\\g{1}",
     "\\g<n>", "\\g", "\\k{n", "\\x{", "\\x{61}", "\\o{", "\\c", "\\p{L", "\\p{Lu}", "\\pL",
     "\\N{", "(?C", "(?C1)", "(?#", "(*", "(*F)", "(*MARK:", "(*:", "(?i", "(?-", "(?^", "(?|",
     "(?>", "#", "\n", " ", "(?P", "(?P=n)", "(?P>n)", "(?+1)", "(?-1)", "\\1", "\\8", "\\18",
     "\\777", "\\Z", "\\z", "\\C", "\\X", "(?''a)", "(?J)", "(?x)", "(?X)", "\\u", "\\L",
     "(*UTF8)", "(*UCP)", "(*CRLF)", "(*LIMIT_MATCH=5)"].

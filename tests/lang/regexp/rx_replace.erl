%% SPDX-License-Identifier: Apache-2.0
%% re:replace: references, global, options, return types, errors.
-module(rx_replace).
-export([main/0]).
-include("t.hrl").

main() ->
    S = "abcd abxd",
    ?T(re:replace(S, "b", "[&]")),
    ?T(re:replace(S, "b", "[&]", [{return, list}])),
    ?T(re:replace(S, "b", "[&]", [global, {return, list}])),
    ?T(re:replace(S, "(a)(b)", "\\2\\1", [global, {return, binary}])),
    ?T(re:replace(S, "(a)(b)", "\\g2\\g{1}x\\g10", [global, {return, list}])),
    ?T(re:replace(S, "(a)(b)", "\\\\ \\& \\0 \\9", [{return, list}])),
    ?T(re:replace(S, "(?<n>c)", "<\\1>", [{return, list}])),
    ?T(re:replace(S, "nope", "x")),
    ?T(re:replace(S, "nope", "x", [{return, list}])),
    ?T(re:replace("", "^", "x", [{return, list}])),
    ?T(re:replace("abc", "", "-", [global, {return, list}])),
    ?T(re:replace("abc", "x*", "-", [global, {return, list}])),
    ?T(re:replace("a.b.c", "\\.", "", [global, {return, binary}])),
    ?T(re:replace("aBc", "b", "X", [caseless, {return, list}])),
    ?T(re:replace("åäö", "ä", "[&]", [unicode, {return, list}])),
    ?T(re:replace("åäö€", "[äö]", "α", [unicode, global, {return, binary}])),
    ?T(re:replace(<<"bin">>, <<"i">>, <<"I">>)),
    ?T(re:replace(["io", <<"list">>], "o", "0", [{return, binary}])),
    ?T(re:replace(S, "a", "x", [{offset, 1}, {return, list}])),
    ?T(re:replace(S, "(x)?a", "<\\1>", [{return, list}, global])),
    ?T(re:replace(S, "a", ["io", [<<"l">>]], [{return, list}])),
    ?T(re:replace(S, "(", "x")),
    ?T(re:replace(id(a), "a", "x")),
    ?T(re:replace(S, "a", id(x))),
    ?T(re:replace(S, "a", "x", id([{return, bad}]))),
    ?T(re:replace(S, "a", "x", id([{capture, all}]))),
    ?T(begin {ok, P} = re:compile("[aeiou]"), re:replace("education", P, "*",
            [global, {return, list}]) end),
    ?T(t:sum(re:replace(lists:duplicate(3000, "ab"), "a", "xyz", [global, {return, binary}]))).

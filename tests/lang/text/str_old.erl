%% SPDX-License-Identifier: Apache-2.0
%% The older functions of string.
-module(str_old).
-export([main/0]).
-include("t.hrl").

-compile([nowarn_deprecated_function]).

main() ->
    ?T([string:len("abc"), string:concat("a", "b"), string:chr("abcb", $b), string:rchr("abcb", $b),
            string:chr("", $x)]),
    ?T([string:str("hello hello", "lo"), string:rstr("hello hello", "lo"), string:str("a", "b")]),
    ?T([string:span("  ab", " "), string:cspan("ab  ", " "), string:substr("hello", 2),
            string:substr("hello", 2, 3)]),
    ?T(string:tokens("a,b;;c,", ",;")),
    ?T([string:join(["a", "b", "c"], ", "), string:join([], ","), string:join(["x"], ",")]),
    ?T([string:chars($x, 3), string:chars($y, 2, "tail"), string:copies("ab", 3),
            string:copies("", 5)]),
    ?T([string:words("a b  c"), string:words("a-b", $-), string:sub_word("a b c", 2),
            string:sub_word("axbxc", 3, $x)]),
    ?T([string:strip("  a "), string:strip("  a ", left), string:strip("xxaxx", right, $x),
            string:strip("xxaxx", both, $x)]),
    ?T([string:left("abc", 5), string:right("abc", 5), string:left("abc", 2),
            string:right("abc", 2, $*), string:left("a", 4, $.)]),
    ?T([string:centre("abc", 8), string:centre("abc", 9, $*), string:centre("abc", 2)]),
    ?T([string:sub_string("abcdef", 3), string:sub_string("abcdef", 2, 4)]),
    ?T([string:to_upper("aBcß"), string:to_lower("ABCÄ"), string:to_upper($a),
            string:to_lower($Z)]),
    ?T([string:equal("a", "a"), string:equal("a", "b")]),
    ?T(string:substr("abc", id(5))),
    ?T(string:substr("abc", id(0))),
    ?T(string:copies("a", id(-1))),
    ?T(string:chars($a, id(b))),
    ?T(string:len(id(abc))),
    ?T(string:tokens(id(abc), ",")),
    ?T(string:to_upper(id([a]))),
    ?T(string:sub_word("a b", id(0))).

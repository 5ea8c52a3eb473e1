%% SPDX-License-Identifier: Apache-2.0
%% io through `user`: directives, characters beyond Latin-1, errors, large output, options.
-module(sys_format).
-export([main/0]).
-include("t.hrl").

%% All output takes the same way.
-define(R(Expr), io:format("~0p~n", [t:catching(fun() -> Expr end)])).

main() ->
    io:format("~p ~w ~s ~ts ~c ~b ~.16b ~e ~.3f ~g~n",
              [{a, "b"}, "b", "text", [$t, 228, 8594], $x, 42, 255, 1.5, 2.25, 1.0e100]),
    io:format("~20p|~-10s|~10s|~*c|~i~n", [lists:seq(1, 20), "left", "right", 3, $z, ignored]),
    io:format("~tp ~tw~n", [[1072, 1073], 'ö']),
    io:put_chars([$a, [98, <<"c">>], "d\n"]),
    io:put_chars(unicode:characters_to_binary([955, 10])),
    io:nl(),
    io:write({term, [1, 2], <<"bin">>, #{k => v}}),
    io:nl(),
    ?R(io:format("~q", [x])),
    ?R(io:format("~p", [])),
    ?R(io:format("~p", [1, 2])),
    ?R(io:put_chars([a])),
    ?R(io:columns()),
    ?R(lists:sort(io:getopts())),
    ?R(io:request(standard_io, bad_request)),
    io:format(standard_error, "to standard error~n", []),
    ?R(io:format(nobody_has_this_name, "x", [])),
    ok = io:format(standard_io, "standard~n", []),
    ok = io:format(user, "user~n", []),
    [io:put_chars(lists:duplicate(1000, $a + N rem 26) ++ "\n") || N <- lists:seq(1, 300)],
    ok.

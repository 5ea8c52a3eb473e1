%% SPDX-License-Identifier: Apache-2.0
%% re:split: parts, groups, trim, limits, return types, errors.
-module(rx_split).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(re:split("a,b,,c,", ",")),
    ?T(re:split("a,b,,c,", ",", [{return, list}])),
    ?T(re:split("a,b,,c,", ",", [{return, list}, trim])),
    ?T([re:split("a,b,,c,", ",", [{return, list}, {parts, N}]) || N <- [0, 1, 2, 3, infinity]]),
    ?T(re:split("a1b2c", "(\\d)", [{return, list}])),
    ?T(re:split("a1b2c", "(\\d)", [{return, list}, group])),
    ?T(re:split("a1b2c3", "(\\d)", [{return, list}, group, trim])),
    ?T(re:split("a-b+c", "(-)|(\\+)", [{return, list}])),
    ?T(re:split("abc", "", [{return, list}])),
    ?T(re:split("abc", "x", [{return, list}])),
    ?T(re:split("", ",", [{return, list}])),
    ?T(re:split("", "", [{return, binary}])),
    ?T(re:split(",", ",", [{return, list}, trim])),
    ?T(re:split("a  b \t c", "\\s+", [{return, binary}])),
    ?T(re:split("Erlang", "[lr]", [{return, list}])),
    ?T(re:split("Erlang", "([lr])", [{return, list}, {parts, 2}])),
    ?T(re:split("åäöxaä", "ä", [unicode, {return, list}])),
    ?T(re:split("AbaB", "b", [caseless, {return, list}])),
    ?T(re:split("a,b", ",", [{return, iodata}])),
    ?T(re:split(id(a), ",")),
    ?T(re:split("a", ",", id([bad]))),
    ?T(re:split("a", ",", id([{parts, -1}]))),
    ?T(re:split("a", ",", id([global]))),
    ?T(re:split("a", "(")),
    ?T(length(re:split(lists:duplicate(2000, "x,"), ",", []))).

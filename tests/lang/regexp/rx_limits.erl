%% SPDX-License-Identifier: Apache-2.0
%% Backtracking limits, large subjects, report_errors, many matches.
%% heavy: large heap
-module(rx_limits).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(re:run(lists:duplicate(30, $a), "^(a+)+$x", [])),
    ?T(re:run(lists:duplicate(25, $a) ++ "b", "(a+)+$", [report_errors, {match_limit, 1000}])),
    ?T(re:run(lists:duplicate(25, $a) ++ "b", "(a+)+$", [{match_limit, 1000}])),
    ?T(re:run(lists:duplicate(2000, $a), "(a|b)*$", [report_errors, {match_limit_recursion, 10}])),
    ?T(re:run("a", "a", [{match_limit, id(-1)}])),
    ?T(re:run("a", "(", [report_errors])),
    ?T(re:run("a", "a", [report_errors])),
    ?T(re:run("a", "b", [report_errors])),
    L = binary:copy(<<"abcdefghij">>, 10000),
    ?T(re:run(L, "j$")),
    ?T(re:run(L, "ja", [{offset, 50000}])),
    ?T(length(element(2, re:run(L, "[aeiou]", [global, {capture, first, index}])))),
    ?T(re:run(L, "^.*zz")),
    ?T(byte_size(re:replace(L, "[bc]+", "", [global, {return, binary}]))),
    ?T(length(re:split(L, "e"))),
    ?T(re:run(L, "(.*)(\\d)", [])),
    ?T(words(binary:copy(<<"the cat sat on the mat ">>, 200))).

words(B) ->
    {match, M} = re:run(B, "\\w+", [global, {capture, first, binary}]),
    lists:sort(maps:to_list(lists:foldl(fun([W], A) -> maps:update_with(W, fun(N) -> N + 1 end, 1,
        A) end, #{}, M))).

%% SPDX-License-Identifier: Apache-2.0
%% io_lib's writers, indentation, quoting, reading back with erl_scan and erl_parse.
-module(uni_write).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [1, -5, 1.5, a, 'A b', 'å', "str", "", [1, 2], [1 | 2], {}, {a, "b", 'C'}, <<>>, <<"bin">>,
        <<1, 2, 3:2>>, #{}, #{a => "x", 'B' => [1.0e10]}, $\n, [[]], true],
    ?T([read(io_lib:format("~w.", [X])) =:= X || X <- L]),
    ?T([read(io_lib:format("~p.", [X])) =:= X || X <- L]),
    ?T([lists:flatten(io_lib:write(X)) || X <- L]),
    ?T([lists:flatten(io_lib:print(X)) || X <- L]),
    ?T([lists:flatten(io_lib:print({key, lists:seq(1, 30)}, 5, W, -1)) || W <- [20, 40, 80]]),
    ?T([lists:flatten(io_lib:write({a, [b, {c, {d, e}}]}, D)) || D <- [1, 2, 3, 4, -1]]),
    ?T([io_lib:write_atom(A) || A <- ['a', 'A', 'a b', '', 'å', 'and']]),
    ?T([io_lib:write_string("a\n\"å\e"), io_lib:write_string("a", $'), io_lib:write_char($\n),
            io_lib:write_char($a)]),
    ?T([io_lib:write_latin1_string("å"), io_lib:write_unicode_string("α")]),
    ?T([io_lib:quote_atom(A, []) || A <- []]),
    ?T([io_lib:nl(), io_lib:indentation("ab\ncd", 3), io_lib:indentation("abc", 3)]),
    ?T([io_lib:deep_char_list(X) || X <- ["a", ["a", ["b"]], [256], [a], a]]),
    ?T([io_lib:latin1_char_list("å"), io_lib:latin1_char_list("α"), io_lib:char_list("α"),
            io_lib:deep_latin1_char_list(["å"])]),
    ?T(io_lib:fread("~d ~s ~a", "12 abc def rest")),
    ?T(io_lib:fread("~2d~c~16u", "123ff")),
    ?T(io_lib:fread("~d", "x")),
    ?T(io_lib:fread("~d,~d", "1 , 2")),
    ?T(io_lib:fread("~d", "")),
    ?T(io_lib:fread("~3s~*s~f", "abcdef 1.5")),
    ?T(io_lib:limit_term(lists:seq(1, 20), 5)),
    ?T(io_lib:printable_list("abc\b\v\f")),
    ?T(io_lib:chars_length(["abc", <<"å"/utf8>>, [$x]])).

read(S) ->
    {ok, Tokens, _} = erl_scan:string(lists:flatten(S)),
    {ok, Term} = erl_parse:parse_term(Tokens),
    Term.

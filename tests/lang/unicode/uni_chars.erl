%% SPDX-License-Identifier: Apache-2.0
%% unicode:characters_to_list and characters_to_binary: encodings, mixed chardata, errors,
%% incomplete input.
-module(uni_chars).
-export([main/0]).
-include("t.hrl").

main() ->
    In = ["abc", "åß", [16#20ac, 16#10348], <<"abc">>, <<"åß€𐍈"/utf8>>,
        ["a", <<"å"/utf8>>, [16#3b1 | <<"z">>]], [], <<>>, [[[]]], [<<195>>, <<165>>],
          [<<"x", 226>>, [<<130, 172>>]]],
    [t:p("~w ~w ~w", [X, unicode:characters_to_list(X), unicode:characters_to_binary(X)])
            || X <- In],
    ?T([unicode:characters_to_list(X, latin1) || X <- [<<"aåz">>, <<229, 255>>, "å",
            ["a", <<200>>]]]),
    ?T([unicode:characters_to_binary(X, latin1) || X <- [<<229, 255>>, "å", ["a", <<200>>]]]),
    ?T([unicode:characters_to_binary("aå€𐍈", unicode, E) || E <- [utf8, unicode, utf16,
            {utf16, big}, {utf16, little}, utf32, {utf32, little}]]),
    ?T([unicode:characters_to_binary(X, unicode, latin1) || X <- ["aåz", "aåz€b", <<"åé"/utf8>>]]),
    ?T([unicode:characters_to_list(B, E) || {B, E} <- [{<<0, $a, 16#d8, 0, 16#df, 72>>, utf16},
            {<<$a, 0, 0, 16#d8, 72, 16#df>>, {utf16, little}},
                                                      {<<0, 0, 0, $a>>, utf32}, {<<$a, 0, 0, 0>>,
                                                          {utf32, little}}]]),
    Bad = [<<255>>, <<"abc", 255, "def">>, <<195>>, <<"ab", 226, 130>>, <<240, 159>>, <<237, 160,
        128>>, <<192, 128>>, <<244, 144, 128, 128>>, [16#d800], [$a, 16#110000],
           [16#fffe], [16#ffff], [$a, -1], ["ab", <<255>>, "cd"], ["ab", [<<"c", 195>>], "de"],
               [<<"ab", 195>>], [<<195>>, $a], [<<195>> | <<165>>], ["a", [b]],
           [$a | b], a, 1, [1.0], <<1:4>>, [<<1:3>>], ["x", {y}],
               [[[16#d800]], "rest", [<<"more">>]], [<<226>>, [<<130>>], <<"x">>]],
    [t:p("~w~n  ~w~n  ~w", [X, value(fun() -> unicode:characters_to_list(X) end),
            value(fun() -> unicode:characters_to_binary(X) end)]) || X <- Bad],
    ?T([unicode:characters_to_list(B, E) || {B, E} <- [{<<0>>, utf16}, {<<16#d8, 0>>, utf16},
            {<<16#d8, 0, 0, 65>>, utf16}, {<<16#dc, 0>>, utf16}, {<<0, 0, 0>>, utf32},
                                                      {<<0, 0, 16#d8, 0>>, utf32},
                                                          {<<1, 16#10, 0, 0>>, utf32}]]),
    ?T([unicode:characters_to_binary(B, E, utf8) || {B, E} <- [{<<0, 65, 0>>, utf16},
            {<<16#d8, 0, 0, 65>>, utf16}, {<<0, 0, 0, 66, 0>>, utf32}]]),
    t:bif(unicode, characters_to_list, [["a", bad], [a, latin1], ["a", {utf16, middle}]]),
    t:bif(unicode, characters_to_binary, [["a", bad], [a, latin1], ["a", utf8, bad],
            ["a", utf8, {utf32, x}]]),
    ?T(t:sum(unicode:characters_to_list(binary:copy(<<"aå€𐍈"/utf8>>, 5000)))),
    ?T(t:sum(unicode:characters_to_binary(lists:duplicate(5000,
            [$a, 16#e5, [16#20ac | <<"𐍈"/utf8>>]])))),
    ?T(begin {error, D, R} = unicode:characters_to_binary([lists:duplicate(20000, $a), <<255>>,
            lists:duplicate(10, $b)]), {byte_size(D), R} end),
    ?T(begin {incomplete, D, R} = unicode:characters_to_list([binary:copy(<<"å"/utf8>>, 20000),
            <<226, 130>>]), {length(D), R} end).

value(F) -> try F() catch C:R -> {C, R} end.

%% SPDX-License-Identifier: Apache-2.0
%% Atoms to and from text: encodings, quoting, length limits in characters, existing atoms.
-module(atm_text).
-export([main/0]).
-include("t.hrl").

main() ->
    Atoms = ['', a, 'A', 'a b', 'a\'b', 'å', 'ÿ', 'α', '日本', '𐍈', 'a@b_C1', '1a', '_x', 'and',
        'fun', 'é', '\n', '\x{0}', 'end',
             'hello world', 'ßtraße', true, [], 'maybe', 'else'],
    [t:p("~w ~tw ~p ~tp", [A, A, A, A]) || A <- Atoms],
    [erlang:display(A) || A <- Atoms],
    [t:p("~w", [{atom_to_list(A), atom_to_binary(A), atom_to_binary(A, utf8),
            value(fun() -> atom_to_binary(A, latin1) end)}])
     || A <- Atoms, A =/= []],
    t:bif(erlang, atom_to_list, [[1], ["a"], [<<"a">>]]),
    t:bif(erlang, atom_to_binary, [[a, latin1], ['α', latin1], [a, unicode], [a, utf16], [1, utf8],
            [a, 1]]),
    t:bif(erlang, list_to_atom, [["abc"], [""], [[16#3b1, 16#10ffff]], [[16#d800]], [[-1]], [[a]],
            [[$a | $b]], [a], [<<"a">>],
                                 [[16#110000]], [[$a, [$b]]]]),
    t:bif(erlang, binary_to_atom, [[<<"abc">>, utf8], [<<"å"/utf8>>, utf8], [<<229>>, latin1],
            [<<229>>, utf8], [<<"x">>, latin1],
                                   [<<>>, utf8], [<<1:4>>, utf8], ["a", utf8], [<<"a">>, ascii],
                                       [<<16#ed, 16#a0, 16#80>>, utf8],
                                   [<<16#c3>>, utf8], [<<16#c0, 16#80>>, utf8]]),
    ?T(binary_to_atom(<<"one">>) =:= one),
    ?T([length(atom_to_list(list_to_atom(lists:duplicate(N, $x)))) || N <- [0, 1, 64, 254, 255]]),
    ?T(list_to_atom(lists:duplicate(256, $x))),
    ?T(length(atom_to_list(list_to_atom(lists:duplicate(255, 16#65e5))))),
    ?T(byte_size(atom_to_binary(list_to_atom(lists:duplicate(255, 16#10000))))),
    ?T(list_to_atom(lists:duplicate(256, 16#3b1))),
    ?T(binary_to_atom(binary:copy(<<"x">>, 255)) =:= list_to_atom(lists:duplicate(255, $x))),
    ?T(binary_to_atom(binary:copy(<<"x">>, 256))),
    ?T(binary_to_atom(binary:copy(<<16#3b1/utf8>>, 256), utf8)),
    ?T(list_to_existing_atom("main")),
    ?T(list_to_existing_atom("surely" ++ "_not_existing_" ++ integer_to_list(id(73)))),
    ?T(binary_to_existing_atom(<<"erlang">>)),
    ?T(binary_to_existing_atom(<<"surely_not_existing_", (integer_to_binary(id(74)))/binary>>,
            utf8)),
    ?T(list_to_existing_atom(lists:duplicate(256, $y))),
    ?T(binary_to_existing_atom(<<"α"/utf8>>, latin1)),
    ?T(begin A = list_to_atom("made_" ++ integer_to_list(id(1))),
            list_to_existing_atom("made_1") =:= A end),
    ?T([list_to_atom(atom_to_list(A)) =:= A || A <- Atoms, A =/= []]).

value(F) -> try F() catch _:R -> R end.

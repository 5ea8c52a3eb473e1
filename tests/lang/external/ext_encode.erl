%% SPDX-License-Identifier: Apache-2.0
%% term_to_binary of every type: the exact bytes.
%% heavy: large heap
-module(ext_encode).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [0, 1, 255, 256, -1, 2147483647, 2147483648, -2147483648, -2147483649, 1 bsl 59, 1 bsl 63,
        -(1 bsl 63), 1 bsl 64, -(1 bsl 100),
         0.0, -0.0, 1.0, 3.14, -1.0e300, a, '', 'å', '日本', true, [], [a], [1, 2], "abc", "", [256],
             [1 | 2], [a, b | c], {}, {1}, {a, {b}},
         <<>>, <<1>>, <<"abc">>, <<1:1>>, <<255, 3:3>>, #{}, #{a => 1, "b" => [2]}, fun lists:map/2,
             [[]], [{}], [<<>>], {[], [[]]}],
    [t:p("~w ~w", [X, term_to_binary(X)]) || X <- L],
    ?T([erlang:external_size(X) - byte_size(term_to_binary(X)) || X <- L]),
    ?T([X || X <- L, binary_to_term(term_to_binary(X)) =/= X]),
    [t:p("~w ~w", [X, [term_to_binary(X, [{minor_version, V}]) || V <- [0, 1, 2]]])
            || X <- [a, 'å', 'α', 1.5, "ab", <<"x">>, {a, 0.1}]],
    ?T([erlang:external_size(X, [{minor_version, V}]) || X <- [a, 1.5, 'å'], V <- [0, 1, 2]]),
    ?T([t:sum(term_to_binary(X)) || X <- [lists:seq(1, 300), lists:seq(250, 260),
            lists:duplicate(65535, $a), lists:duplicate(65536, $a),
                                          erlang:make_tuple(255, 0), erlang:make_tuple(256, 0),
                                              1 bsl 2039, 1 bsl 2040, -(1 bsl 5000),
                                          binary:copy(<<"z">>, 70000),
                                              list_to_atom(lists:duplicate(255, 16#e5)),
                                              list_to_atom(lists:duplicate(255, 16#3b1))]]),
    t:bif(erlang, term_to_binary, [[a, [{minor_version, 3}]], [a, [{minor_version, -1}]], [a, [x]],
            [a, x], [a, [compressed | x]], [a, [{compressed, 10}]],
                                   [a, [{compressed, -1}]], [a, []],
                                       [a, [{minor_version, 1}, {minor_version, 2}]],
                                       [a, [deterministic]], [a, [local]]]),
    ?T(term_to_binary(#{b => 2, a => 1, 1 => x}, [deterministic])),
    ?T(t:sum(term_to_binary(maps:from_list([{I, a} || I <- lists:seq(1, 100)]), [deterministic]))),
    ?T(iolist_to_binary(erlang:term_to_iovec({a, [1, 2], <<"x">>}))),
    ?T([byte_size(X) || X <- erlang:term_to_iovec({binary:copy(<<"q">>, 100), b})]),
    t:bif(erlang, term_to_iovec, [[a, [x]], [a, [{minor_version, 1}]]]).

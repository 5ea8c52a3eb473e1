%% SPDX-License-Identifier: Apache-2.0
%% binary:encode_unsigned and decode_unsigned, both byte orders, sizes and bad arguments.
-module(int_unsigned).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0, 1, 127, 128, 255, 256, 65535, 65536, 1 bsl 59, 1 bsl 63, 1 bsl 64 - 1, 1 bsl 64,
         1 bsl 128 + 258, 16#0102030405060708090a0b0c0d0e0f10],
    [t:p("~w ~w ~w ~w", [X, binary:encode_unsigned(X), binary:encode_unsigned(X, big),
                          binary:encode_unsigned(X, little)]) || X <- V],
    ?T([binary:decode_unsigned(binary:encode_unsigned(X)) =:= X || X <- V]),
    ?T([binary:decode_unsigned(binary:encode_unsigned(X, little), little) =:= X || X <- V]),
    t:bif(binary, decode_unsigned,
          [[<<>>], [<<0>>], [<<0, 0, 1>>], [<<1, 0, 0>>, little], [<<0, 0, 1>>, big],
              [<<0:100/unit:8>>],
           [<<255:8, 0:64>>], [<<0:64, 255>>, little], [<<1:4>>], [a], ["a"], [<<1>>, native],
               [<<1>>, 1]]),
    t:bif(binary, encode_unsigned, [[-1], [a], [1.0], [-(1 bsl 70)], [1, middle], [1, []],
            [1 bsl 70, 1]]),
    <<_:5, Sub:9/binary, _:3>> = id(<<3:5, 16#0102030405060708ff:72, 7:3>>),
    ?T(binary:decode_unsigned(Sub)),
    ?T(binary:decode_unsigned(Sub, little)),
    ?T([t:sum(binary:encode_unsigned(1 bsl (N * 8) - 1, E)) || N <- [100, 1000],
            E <- [big, little]]).

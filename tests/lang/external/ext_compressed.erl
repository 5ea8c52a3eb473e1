%% SPDX-License-Identifier: Apache-2.0
%% Compressed external terms: thresholds, levels, round trips.
-module(ext_compressed).
-export([main/0]).
-include("t.hrl").

main() ->
    Small = [1, 2, 3],
    Large = lists:duplicate(2000, {same, "text", <<"binary">>}),
    ?T(term_to_binary(Small, [compressed])),
    ?T([binary_part(term_to_binary(Large, [O]), 0, 2) || O <- [compressed, {compressed, 0},
            {compressed, 1}, {compressed, 9}]]),
    ?T([byte_size(term_to_binary(Large, [O])) < 3000 || O <- [compressed, {compressed, 0},
            {compressed, 1}, {compressed, 9}]]),
    ?T([binary_to_term(term_to_binary(X, [compressed])) =:= X
            || X <- [Small, Large, binary:copy(<<0>>, 1000000), #{k => Large},
            lists:seq(1, 10000)]]),
    ?T(binary_to_term(term_to_binary(Large, [compressed]), [used]) =:=
            {Large, byte_size(term_to_binary(Large, [compressed]))}),
    ?T(begin <<131, 80, Size:32, _/binary>> = term_to_binary(Large, [compressed]), Size end),
    Z = term_to_binary(Large, [compressed]),
    ?E(binary_to_term(binary:part(Z, 0, byte_size(Z) - 10))),
    ?E(binary_to_term(<<131, 80, 0, 0, 0, 0>>)),
    ?E(binary_to_term(<<131, 80, 100:32, 1, 2, 3>>)),
    ?E(begin <<131, 80, S:32, R/binary>> = Z, binary_to_term(<<131, 80, (S + 1):32,
            R/binary>>) end),
    ?E(begin <<131, 80, S:32, R/binary>> = Z, binary_to_term(<<131, 80, (S - 1):32,
            R/binary>>) end),
    ?E(begin {T, U} = binary_to_term(<<Z/binary, "junk">>, [used]),
            {T =:= Large, U =:= byte_size(Z)} end),
    ?E(binary_to_term(<<Z/binary, "junk">>) =:= Large).

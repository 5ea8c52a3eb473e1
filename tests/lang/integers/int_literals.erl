%% SPDX-License-Identifier: Apache-2.0
%% Integer literals: bases, characters, underscores, and constants folded by the compiler.
-module(int_literals).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([2#1010, 8#777, 16#dead_beef, 36#zz, 1_000_000, 10#42, 3#2101]),
    ?T([$a, $\n, $\x{10ffff}, $\\, $', $", $\s, $\e, $\^A, $\101, $\xff, $å, $日]),
    ?T([1 bsl 10, -1 bsl 64, 7 div -2, -7 rem 2, bnot 5, 1 bsl 59, (1 bsl 59) - 1, -(1 bsl 59)]),
    ?T([576460752303423487, 576460752303423488, -576460752303423488, -576460752303423489]),
    ?T([16#7fffffffffffffff, 16#8000000000000000, 16#ffffffffffffffff, 16#10000000000000000]),
    ?T([-16#7fffffffffffffff, -16#8000000000000000, -16#8000000000000001]),
    ?T(123456789012345678901234567890 * 987654321098765432109876543210),
    ?T(16#0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef),
    ?T(1 + 2 * 3 - 4 div 2 rem 3 bsl 2 band 255 bor 1 bxor 8),
    ?T(- - 5 + + 3 - -2),
    ?T(1 div 0),
    ?T(1 rem 0),
    ?T(1 + a),
    ?T(5 bsl 1.0),
    ?T(abs(-5) + length([a, b]) + tuple_size({1}) + byte_size(<<1, 2>>)),
    ?T([X || X <- [1, 2.0, 3], is_integer(X)]),
    ?T(2147483647 * 2147483647 * 2),
    ?T([-1 =:= 16#ffffffffffffffff, 0 =:= -0, 1 =:= 1.0, 1 == 1.0]).

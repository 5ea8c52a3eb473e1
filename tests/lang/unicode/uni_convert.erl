%% SPDX-License-Identifier: Apache-2.0
%% Conversions between numbers and text through all functions, with limits of each.
-module(uni_convert).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T([integer_to_list(N) || N <- [0, -0, 12, -(1 bsl 64)]]),
    ?T([erlang:list_to_integer(lists:flatten(io_lib:format("~.*b", [B, 123456789])), B)
            || B <- [2, 7, 16, 36]]),
    ?T([string:to_integer(X) || X <- ["0x1f", "16#ff", "١", [$1, 16#3b1], "1e5", "  5", "-", "+-5",
            [49, [50, "3"]]]]),
    ?T(string:to_integer(id(a))),
    ?T(string:to_integer(id([a]))),
    ?T(string:to_float(id([49, 46, 53, a]))),
    ?T([catch list_to_integer(S) || S <- ["12345678901234567890", "-0", "00"]]),
    ?T([list_to_float(integer_to_list(N) ++ ".0e" ++ integer_to_list(E))
            || N <- [1, 17, 9007199254740993], E <- [-5, 0, 22, 23]]),
    ?T([list_to_float(float_to_list(F)) =:= F || F <- [0.1, 1.0e100, 5.0e-324,
            1.7976931348623157e308]]),
    ?T([list_to_float(float_to_list(F, [short])) =:= F || F <- [0.1, 1.0e100, 5.0e-324,
            1.7976931348623157e308]]),
    ?T([float_to_list(N / 1) || N <- [1, 1 bsl 60, -7]]),
    ?T([binary_to_integer(integer_to_binary(N)) =:= N || N <- [0, -1, 1 bsl 59, -(1 bsl 59) - 1,
            1 bsl 500]]),
    ?T([list_to_integer("1" ++ lists:duplicate(N, $0)) rem 1000003 || N <- [17, 18, 19, 20, 100,
            1000]]),
    ?T([erlang:integer_to_list(X, B) || X <- [255, -255, 1 bsl 70], B <- [2, 8, 16, 36]]),
    ?T([C || C <- id("aåα𐍈")]),
    ?T([<<C/utf8>> || C <- id("aåα𐍈")]),
    ?T(list_to_binary(id("åäö"))),
    ?T(list_to_binary(id("α"))),
    ?T([X =:= list_to_atom(atom_to_list(X)) || X <- [a, 'α', 'a b']]),
    ?T(lists:concat([a, 1, 2.5, "str", 'B c'])),
    ?T(lists:flatten([io_lib:format("~4..0B-~2..0B-~2..0B", [2024, 2, 9])])),
    ?T([digits(N) || N <- [0, 7, 1234567890, 1 bsl 64]]),
    ?T([commas(N) || N <- [0, 999, 1000, 1234567, -1234567]]),
    ?T([from_roman(R) || R <- ["MCMXCIV", "IX", "XLII"]]),
    ?T([bin(N) || N <- [0, 5, 255]]).

digits(N) when N < 10 -> [N];
digits(N) -> digits(N div 10) ++ [N rem 10].

commas(N) when N < 0 -> [$- | commas(-N)];
commas(N) -> lists:flatten(lists:join(",",
    [lists:reverse(G) || G <- lists:reverse(group(lists:reverse(integer_to_list(N))))])).
group([A, B, C | [_ | _] = T]) -> [[A, B, C] | group(T)];
group(L) -> [L].

from_roman(S) -> from_roman([proplists:get_value(C, [{$I, 1}, {$V, 5}, {$X, 10}, {$L, 50},
    {$C, 100}, {$D, 500}, {$M, 1000}]) || C <- S], 0).
from_roman([A, B | T], Acc) when A < B -> from_roman(T, Acc + B - A);
from_roman([A | T], Acc) -> from_roman(T, Acc + A);
from_roman([], Acc) -> Acc.

bin(N) -> << <<($0 + B)>> || <<B:1>> <= <<N>> >>.

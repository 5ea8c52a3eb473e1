%% SPDX-License-Identifier: Apache-2.0
%% phash2 and phash of all types: known values, ranges, alignment, big terms.
%% heavy: large heap
-module(trm_hash).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [0, 1, -1, 134217727, 134217728, -134217728, -134217729, 1 bsl 31, 1 bsl 32, 1 bsl 59,
        -(1 bsl 59), 1 bsl 60, 1 bsl 63,
         1 bsl 64, -(1 bsl 64), 1 bsl 100, -(1 bsl 200) + 7, 0.0, -0.0, 1.0, -1.5, 3.14, 1.0e300,
             5.0e-324, a, b, '', true, 'å', '日本', erlang,
         abcdefghijklmnopqrstuvwxyz, [], [1], [a], "a", "abc", "hello world", [1, 2 | 3], [[]],
             [[], []], [1.0], [256], [$a, 256], [-1], [a | b],
         lists:seq(1, 100), lists:seq(1, 300), {}, {1}, {a, b}, {1, {2, {3}}}, <<>>, <<1>>,
             <<"abc">>, <<"hello world, this is long">>, <<1:1>>, <<3:7>>,
         <<"abc", 1:3>>, #{}, #{a => 1}, #{1 => a, 2 => b}, #{1.0 => x}, #{#{} => #{}},
             fun lists:map/2, {[], <<>>, #{}, "", ''}],
    [t:p("~w ~w ~w ~w", [erlang:phash2(X), erlang:phash2(X, 1 bsl 32), erlang:phash(X, 1 bsl 32),
            short(X)]) || X <- L],
    ?T([erlang:phash2(a, R) || R <- [1, 2, 10, 1000, 1 bsl 27, 1 bsl 31, (1 bsl 32) - 1,
            1 bsl 32]]),
    ?T([erlang:phash({x, "y"}, R) || R <- [1, 2, 10, 1000, 1 bsl 27, (1 bsl 32) - 1, 1 bsl 32]]),
    t:bif(erlang, phash2, [[a, 0], [a, -1], [a, (1 bsl 32) + 1], [a, x], [a, 1.0], [a, 1 bsl 70]]),
    t:bif(erlang, phash, [[a, 0], [a, (1 bsl 32) + 1], [a, x]]),
    ?T([erlang:phash2(<<X:N>>) || N <- [1, 5, 8, 9, 16, 23, 24, 31, 32, 33, 95, 96, 97, 200],
            X <- [1, -1]]),
    ?T([begin <<_:N, B:10/binary, _/bits>> = <<0:N, "0123456789", 0:9>>, erlang:phash2(B) end
            || N <- lists:seq(0, 8)]),
    ?T([begin <<_:N, B:13/bits, _/bits>> = <<0:N, 16#1abc:13, 0:9>>, erlang:phash2(B) end
            || N <- lists:seq(0, 8)]),
    ?T([erlang:phash2(lists:seq(1, N)) || N <- [10, 255, 256, 1000, 100000]]),
    ?T([erlang:phash2(list_to_tuple(lists:seq(1, N))) || N <- [10, 255, 256, 1000, 50000]]),
    ?T([erlang:phash2(lists:duplicate(N, $x)) || N <- [1, 3, 4, 5, 12, 13, 100, 1000]]),
    ?T([erlang:phash2(binary:copy(<<"ab">>, N)) || N <- [1, 10, 1000, 300000]]),
    ?T([erlang:phash2(maps:from_list([{I, -I} || I <- lists:seq(1, N)]))
            || N <- [5, 32, 33, 1000]]),
    ?T([erlang:phash2({A, B}) =:= erlang:phash2({B, A}) || {A, B} <- [{1, 2}, {a, a}]]),
    ?T(erlang:phash2(nest(1000))),
    ?T(erlang:phash([], 100) + erlang:phash({}, 100)).

nest(0) -> [];
nest(N) -> {nest(N - 1), [N], #{N => a}}.

short(X) when is_list(X), length(X) > 50 -> {list, length(X)};
short([_ | _] = X) -> X;
short(X) -> X.

%% SPDX-License-Identifier: Apache-2.0
%% Building binaries from integers: sizes, signs, byte orders, truncation, bignums, alignment.
-module(bin_build_int).
-export([main/0]).
-include("t.hrl").

main() ->
    V = [0, 1, -1, 127, 128, 255, 256, -128, -129, 65535, 16#123456789abcdef, -16#123456789abcdef,
        (1 bsl 59) - 1,
         1 bsl 63, -(1 bsl 63), (1 bsl 64) + 5, -(1 bsl 100) - 77],
    Sizes = [0, 1, 3, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 40, 59, 60, 63, 64, 65, 72, 100,
        128],
    [erlang:display([V1 | [<<V1:S>> || S <- Sizes]]) || V1 <- V],
    [erlang:display([V1 | [<<V1:S/little>> || S <- Sizes]]) || V1 <- V],
    [erlang:display([V1 | [<<5:3, V1:S/little, 1:1>> || S <- Sizes]]) || V1 <- V],
    [erlang:display([V1 | [<<5:5, V1:S/big, 2:2>> || S <- Sizes]]) || V1 <- V],
    erlang:display([<<X:16/native>> =:= <<X:16/little>> || X <- [1, 258]]),
    erlang:display([constant(X) || X <- V]),
    erlang:display([units(X) || X <- [0, 1, 2, 5]]),
    ?T(<<(id(a)):8>>),
    ?T(<<(id(1.0)):8>>),
    ?T(<<1:(id(-1))>>),
    ?T(<<1:(id(a))>>),
    ?T(<<1:(id(1.0))>>),
    ?T(<<1:(id(1 bsl 70))>>),
    ?T(<<(id([])):4, 1:4>>),
    ?T(<<1, 2, (id(<<1>>)):8, 3>>),
    ?T(<<(id("x"))>>),
    ?T(<<"abc", (id($d)), "ef":16, "gh"/little, "i":4>>),
    ?T(<<"åß"/utf8, "日本"/utf16, "x"/utf32, "åé">>),
    ?T(t:sum(<< <<N:17>> || N <- lists:seq(1, 1000) >>)),
    ?T(t:sum(<<(1 bsl 9999):10000, (id(3)):10000/little>>)).

constant(X) ->
    <<X:8, X:16, X:24, X:32, X:64, X:4, X:4, X:12/little, X:20/big, X:1, X:1, X:1, X:5,
        X:48/little-signed>>.

units(N) ->
    [<<7:N/unit:8>>, <<7:N/unit:3>>, <<1:N/unit:1>>, <<7:N/little-unit:16>>, <<255:N/unit:256>>].

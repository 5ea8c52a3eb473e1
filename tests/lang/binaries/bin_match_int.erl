%% SPDX-License-Identifier: Apache-2.0
%% Matching integers: sizes, signs, byte orders, offsets, sizes bound in the same match.
-module(bin_match_int).
-export([main/0]).
-include("t.hrl").

main() ->
    B = <<16#01, 16#23, 16#45, 16#67, 16#89, 16#ab, 16#cd, 16#ef, 16#fe, 16#dc, 16#ba, 16#98, 16#76,
        16#54, 16#32, 16#10, 255, 128>>,
    [erlang:display([S | at(S, 0, B)]) || S <- [0, 1, 4, 7, 8, 9, 16, 17, 31, 32, 33, 59, 60, 61,
        63, 64, 65, 72, 100, 128, 144, 145]],
    [erlang:display([S | at(S, 3, B)]) || S <- [0, 1, 8, 13, 16, 24, 32, 58, 60, 61, 64, 65, 100,
        128, 141, 142]],
    [erlang:display([S | at(S, 7, B)]) || S <- [1, 2, 8, 9, 16, 56, 57, 59, 60, 64, 127, 137]],
    erlang:display(fixed(B)),
    erlang:display([neg(X) || X <- [<<255>>, <<128>>, <<127>>, <<255, 255>>, <<128, 0>>, <<0, 128>>,
        <<255:60, 15:4>>]]),
    erlang:display(tlv(<<1, 2, "ab", 2, 0, 3, 5, "hello", 9, 200, "short">>)),
    erlang:display([self_sized(X) || X <- [<<3, 5:3, 1:5>>, <<8, 255>>, <<9, 255>>, <<0>>, <<>>]]),
    erlang:display([huge(X) || X <- [<<1:200>>, <<(1 bsl 199):200>>, <<-1:200>>, <<0:199>>]]),
    erlang:display([units(<<1, 2, 3, 4, 5, 6, 7, 8>>, N) || N <- [0, 1, 2, 3, 4]]),
    erlang:display([bad_size(<<1, 2, 3>>, S) || S <- [-1, a, 1.0, 1 bsl 70, 1 bsl 60, -(1 bsl 70),
        24, 25]]),
    ?T(begin <<X:4, Y:12, Z/bits>> = B, {X, Y, byte_size(Z)} end),
    ?T(begin <<X:4/signed, Y:12/signed-little, _/bits>> = id(<<16#f8, 16#0f, 0>>), {X, Y} end),
    ?T(begin Four = id(4), <<X:(Four + 4), _/bits>> = B, X end),
    ?T(begin N = id(16), <<X:N/little, Y:(N * 2)/signed, _/bits>> = B, {X, Y} end).

at(S, Off, B) ->
    case B of
        <<_:Off, U:S, _/bits>> ->
            <<_:Off, I:S/signed, _/bits>> = B,
            <<_:Off, UL:S/little, _/bits>> = B,
            <<_:Off, IL:S/little-signed, _/bits>> = B,
            [U, I, UL, IL];
        _ -> [none]
    end.

fixed(<<A:8, B:16, C:24/little, D:3, E:5/signed, F:64/signed-little, G/bits>>) ->
    {A, B, C, D, E, F, G}.

neg(<<X:8/signed>>) -> X;
neg(<<X:16/signed>>) -> X;
neg(<<X:64/signed>>) -> X.

tlv(<<T, L, V:L/binary, Rest/binary>>) -> [{T, V} | tlv(Rest)];
tlv(<<>>) -> [];
tlv(Rest) -> {left, Rest}.

self_sized(<<N, X:N, R/bits>>) -> {X, R};
self_sized(<<N, R/bits>>) -> {too_short, N, R};
self_sized(_) -> no.

huge(<<X:200/signed>>) -> {X, X + 1};
huge(<<X:199>>) -> X.

units(B, N) ->
    case B of
        <<X:N/unit:16, R/binary>> -> {X, R};
        _ -> no
    end.

bad_size(B, S) ->
    case B of
        <<_:S, R/bits>> -> {ok, R};
        _ -> nomatch
    end.

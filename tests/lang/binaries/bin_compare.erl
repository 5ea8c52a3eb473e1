%% SPDX-License-Identifier: Apache-2.0
%% Order and equality of bitstrings: lengths, partial bytes, alignment.
-module(bin_compare).
-export([main/0]).
-include("t.hrl").

main() ->
    L = [<<>>, <<0:1>>, <<1:1>>, <<0:2>>, <<0>>, <<1>>, <<0:9>>, <<255>>, <<255:7>>, <<127:7>>, <<1,
        2>>, <<1, 2:4>>, <<1, 0:4>>, <<16#10:5>>,
         <<"a">>, <<"ab">>, <<"b">>, <<16#61:7>>, <<16#30:7>>, <<0, 0>>, <<0:17>>, <<1:17>>],
    ?T(lists:sort(L)),
    ?T([[order(A, B) || B <- L] || A <- L]),
    ?T([{A, B} || A <- L, B <- L, (A =:= B) =/= (not (A < B) andalso not (B < A))]),
    ?T(lists:sort([shift(X, N) || X <- L, N <- [1, 5]]) =:= lists:sort(L ++ L)),
    ?T([A || A <- L, shift(A, 3) =/= A]),
    ?T(<<"abc">> < "abc"),
    ?T(<<1>> == 1),
    ?T(lists:sort([<<>>, [], {}, a, 1, #{}, <<1:1>>, "s", 1.5])),
    ?T(max(<<1, 2>>, <<1, 2:7>>)),
    ?T([X || X <- L, X >= <<1>>, X < <<"b">>]),
    ?T(lists:usort([<<1, 2, 3>>, <<1, 2, 3>>, <<0:8, 1, 2, 3>>, shift(<<1, 2, 3>>, 4)])),
    ?T(long()).

order(A, B) when A < B -> -1;
order(A, B) when A == B -> 0;
order(_, _) -> 1.

shift(X, N) ->
    S = bit_size(X),
    <<_:N, Y:S/bits, _/bits>> = id(<<1:N, X/bits, 1:9>>),
    Y.

long() ->
    A = binary:copy(<<"x">>, 10000),
    B = <<A/binary, "y">>,
    C = <<(binary:part(A, 0, 9999))/binary, "z">>,
    {A < B, B < C, A =:= binary:copy(<<"xx">>, 5000), shift(A, 3) == A, shift(B, 7) < C,
        A > shift(C, 1)}.

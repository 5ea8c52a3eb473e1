%% SPDX-License-Identifier: Apache-2.0
%% Random integers of all sizes through all operators, with identities and a checksum.
-module(int_random).
-export([main/0]).
-include("t.hrl").

main() ->
    L = numbers(60, 987654321),
    erlang:display(lists:sublist(L, 10)),
    erlang:display([{A, B} || A <- L, B <- L, not identities(A, B)]),
    erlang:display(erlang:phash2([[A + B, A - B, A * B, A band B, A bor B, A bxor B] || A <- L,
        B <- L])),
    erlang:display(erlang:phash2([[A div B, A rem B] || A <- L, B <- L, B =/= 0])),
    erlang:display(erlang:phash2([[A bsl N, A bsr N] || A <- L, N <- [0, 1, 13, 59, 60, 64, 100]])),
    erlang:display(erlang:phash2([integer_to_list(A, B) || A <- L, B <- [2, 3, 10, 16, 36]])),
    erlang:display(lists:sort(L) =:= lists:sort(fun(A, B) -> A - B =< 0 end, L)),
    erlang:display([A || A <- L, list_to_integer(integer_to_list(A)) =/= A]),
    erlang:display([A || A <- L, B <- [8, 59, 64, 129, 256], not bits(A, B)]),
    erlang:display([A || A <- L, binary_to_term(term_to_binary(A)) =/= A]),
    erlang:display(length([1 || A <- L, B <- L, (A < B) =:= (B - A > 0)]) =:=
        length(L) * length(L)).

numbers(0, _) -> [];
numbers(N, S0) ->
    S = (S0 * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff,
    Size = (S bsr 50) rem 5,
    X = case Size of
        0 -> (S bsr 20) rem 1000 - 500;
        1 -> (S bsr 4) - (1 bsl 59);
        2 -> (S * S * (S bxor 12345)) - (1 bsl 190);
        3 -> (1 bsl ((S bsr 30) rem 200)) - ((S bsr 8) rem 3) + 1;
        4 -> -((S * (S bsr 1)) bsr ((S bsr 40) rem 100))
    end,
    [X | numbers(N - 1, S)].

identities(A, B) ->
    (A + B) - B =:= A andalso (A - B) + B =:= A andalso A * B =:= B * A andalso -(-A) =:= A andalso
        (A + B) * (A - B) =:= A * A - B * B andalso (A bxor B) bxor B =:= A andalso
        (A band B) + (A bor B) =:= A + B andalso bnot A =:= -A - 1 andalso
        (B =:= 0 orelse ((A div B) * B + A rem B =:= A andalso abs(A rem B) < abs(B))) andalso
        (A bsl 70) bsr 70 =:= A andalso (A bsl 3) =:= A * 8 andalso
        (B =:= 0 orelse (A * B) div B =:= A) andalso (A bsr 5) =:= floor_div(A, 32).

floor_div(A, B) when A rem B < 0 -> A div B - 1;
floor_div(A, B) -> A div B.

bits(A, S) ->
    <<U:S, SI:S/signed-little>> = <<A:S, A:S/little>>,
    M = A band ((1 bsl S) - 1),
    U =:= M andalso (SI band ((1 bsl S) - 1)) =:= M.

%% SPDX-License-Identifier: Apache-2.0
%% Sub binaries and unaligned binaries through every BIF that takes a binary.
-module(bin_sub).
-export([main/0]).
-include("t.hrl").

main() ->
    <<_:3, U:20/binary, _:5>> = id(<<1:3, "12345678901234567890", 2:5>>),
    <<_:4/binary, S:10/binary, _/binary>> = id(<<"abcd0123456789xyz">>),
    <<_:5, Bits:19/bits, _/bits>> = id(<<16#ffeeddccbbaa:48>>),
    [begin
         t:p("~w", [X]),
         t:p("~w", [[byte_size(X), bit_size(X), size(X), is_binary(X), is_bitstring(X)]]),
         t:p("~w", [[value(fun() -> F(X) end)
                     || F <- [fun erlang:binary_to_list/1, fun erlang:bitstring_to_list/1,
                         fun erlang:list_to_bitstring/1,
                              fun erlang:iolist_to_binary/1, fun erlang:iolist_size/1,
                                  fun erlang:binary_to_integer/1,
                              fun erlang:binary_to_atom/1, fun erlang:md5/1, fun erlang:crc32/1,
                                  fun erlang:adler32/1,
                              fun erlang:phash2/1, fun term_to_binary/1, fun binary:copy/1,
                                  fun binary:last/1,
                              fun binary:first/1, fun binary:decode_unsigned/1,
                                  fun unicode:characters_to_list/1,
                              fun(B) -> erlang:split_binary(B, 1) end, fun(B) ->
                                  binary_part(B, 1, 1) end,
                              fun(B) -> binary:match(B, <<"5">>) end, fun(B) ->
                                  binary:split(B, <<"5">>) end,
                              fun(B) -> <<B/bits, 1:1>> end, fun(B) -> <<1:1, B/bits>> end,
                              fun(B) -> B =:= binary:copy(B) end, fun(B) -> {B} < {<<"1">>} end,
                              fun(B) -> #{B => 1} end, fun(B) ->
                                  binary_to_term(term_to_binary(B)) =:= B end,
                              fun(B) -> erlang:external_size(B) end, fun(B) ->
                                  erlang:phash(B, 1000) end]]])
     end || X <- [U, S, Bits, <<>>, <<1:1>>]],
    ?T(binary_to_float(element(2, {a, sub(<<"xx12.5yy">>, 2, 4)}))),
    ?T(binary_to_existing_atom(sub(<<"xxmainyy">>, 2, 4), utf8)),
    ?T(binary_to_term(sub(<<0, (term_to_binary([a, 1.5, "s"]))/binary, 0>>, 1,
            byte_size(term_to_binary([a, 1.5, "s"]))))),
    ?T(sub_of_sub(<<"0123456789abcdef">>)),
    ?T([begin <<_:N, X:24/bits, _/bits>> = <<16#123456789abcdef:64>>, X end
            || N <- lists:seq(0, 15)]),
    ?T(equal_everywhere(<<"same bytes here">>)).

value(F) -> try F() catch _:R -> R end.

sub(B, P, L) -> <<_:P/binary, S:L/binary, _/binary>> = B, S.

sub_of_sub(B) ->
    A = sub(B, 1, 14),
    C = sub(A, 1, 12),
    D = sub(C, 1, 10),
    <<_:2, E:50/bits, _/bits>> = D,
    <<_:3, F:40/bits, _/bits>> = E,
    {A, C, D, E, F}.

equal_everywhere(B) ->
    Shifted = [begin <<_:N, X:15/binary, _/bits>> = <<0:N, B/binary, 0:(8 - N)>>, X end
        || N <- lists:seq(0, 7)],
    {[X =:= B || X <- Shifted], [X == Y || X <- Shifted, Y <- Shifted] -- lists:duplicate(64, true),
     lists:usort([erlang:phash2(X) || X <- Shifted]) =:= [erlang:phash2(B)],
         maps:size(maps:from_list([{X, 1} || X <- Shifted]))}.

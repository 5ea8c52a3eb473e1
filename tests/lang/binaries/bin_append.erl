%% SPDX-License-Identifier: Apache-2.0
%% Appending in loops: growth in place, versions kept alive, appending to older versions and to
%% literals.
-module(bin_append).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(t:sum(grow(20000, <<>>))),
    ?T(t:sum(bits(5000, <<>>))),
    ?T(t:sum(chunks(1000, <<"start">>))),
    ?T(fork()),
    ?T(branches(<<>>, 6)),
    ?T(literal_base(3)),
    ?T(versions(12, <<>>)),
    ?T(match_then_append(<<"abcdef">>)),
    ?T(t:sum(both_ends(500, <<>>))),
    ?T(t:sum(two_at_once(2000, <<>>, <<>>))),
    ?T(append_self(8, <<1, 2, 3>>)),
    ?T(unaligned(10, <<1:3>>)),
    ?T(t:sum(after_gc(300, <<>>))),
    ?T(t:sum(<< <<X:16>> || X <- lists:seq(1, 3000) >>)),
    ?T(t:sum(<< <<(X * Y)>> || X <- lists:seq(1, 60), Y <- lists:seq(1, 60), X > Y >>)),
    ?T(t:sum(<< <<(255 - X)>> || <<X>> <= grow(3000, <<>>) >>)),
    ?T(empty_appends(<<"x">>)).

grow(0, B) -> B;
grow(N, B) -> grow(N - 1, <<B/binary, N:8>>).

bits(0, B) -> B;
bits(N, B) -> bits(N - 1, <<B/bits, N:(1 + N rem 11)>>).

chunks(0, B) -> B;
chunks(N, B) -> chunks(N - 1, <<B/binary, "chunk ", (integer_to_binary(N))/binary,
    0:(N rem 9 * 8)>>).

%% Two continuations of the same binary: the second must not overwrite the first.
fork() ->
    A = <<(grow(100, <<>>))/binary, "A">>,
    B = <<A/binary, "BBBB">>,
    C = <<A/binary, "CC">>,
    D = <<B/binary, "D">>,
    E = <<A/binary, "E">>,
    [binary:part(X, 98, byte_size(X) - 98) || X <- [A, B, C, D, E]].

branches(B, 0) -> [B];
branches(B, N) -> branches(<<B/binary, "0">>, N - 1) ++ branches(<<B/binary, "1">>,
    N - 2 + N rem 2).

literal_base(0) -> [];
literal_base(N) -> [<<"literal", N>>, <<(literal())/binary, N>> | literal_base(N - 1)].
literal() -> <<"base">>.

versions(0, B) -> [B];
versions(N, B) -> [B | versions(N - 1, <<B/binary, (N + $a)>>)].

match_then_append(<<A:2/binary, R/binary>> = B) ->
    X = <<A/binary, "1">>,
    Y = <<R/binary, "2">>,
    Z = <<B/binary, "3">>,
    W = <<A/binary, "4">>,
    {X, Y, Z, W, A, R, B}.

both_ends(0, B) -> B;
both_ends(N, B) when N rem 2 =:= 0 -> both_ends(N - 1, <<N, B/binary>>);
both_ends(N, B) -> both_ends(N - 1, <<B/binary, N>>).

two_at_once(0, A, B) -> {A, B};
two_at_once(N, A, B) -> two_at_once(N - 1, <<A/binary, N>>, <<B/binary, N:32>>).

append_self(0, B) -> byte_size(B);
append_self(N, B) -> append_self(N - 1, <<B/binary, B/binary>>).

unaligned(0, B) -> B;
unaligned(N, B) -> unaligned(N - 1, <<B/bits, N:5, "xy">>).

after_gc(0, B) -> B;
after_gc(N, B) ->
    N rem 100 =:= 0 andalso erlang:garbage_collect(),
    after_gc(N - 1, <<B/binary, (lists:sum(lists:seq(1, N rem 50)))>>).

empty_appends(B) ->
    C = <<B/binary, (id(<<>>))/binary>>,
    D = <<(id(<<>>))/binary, B/binary>>,
    {C =:= B, D =:= B, <<C/bits, (id(<<>>))/bits>>}.

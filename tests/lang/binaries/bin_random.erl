%% SPDX-License-Identifier: Apache-2.0
%% Random sequences of segments, built and matched at run time against a model of lists of bits.
-module(bin_random).
-export([main/0]).
-include("t.hrl").

main() ->
    [erlang:display({S, check(S, 60)}) || S <- [1, 22, 333, 4444]],
    erlang:display(splits(<<"The quick brown fox jumps over the lazy dog">>)).

check(Seed, N) -> check(Seed, N, 0).
check(_, 0, H) -> H;
check(S0, N, H) ->
    {Segs, S} = segments(S0, 8),
    B = build(Segs, <<>>),
    Bits = lists:append([model(X) || X <- Segs]),
    true = bits(B) =:= Bits,
    true = match(Segs, B),
    true = <<B/bits, B/bits>> =:= from_bits(Bits ++ Bits),
    check(S, N - 1, erlang:phash2({H, B})).

next(S) -> (S * 6364136223846793005 + 1442695040888963407) band 16#ffffffffffffffff.

segments(S, 0) -> {[], S};
segments(S0, N) ->
    S = next(S0),
    V = S bsr 24,
    Size = (S bsr 33) rem 75,
    Seg = case (S bsr 50) rem 6 of
        0 -> {big, V, Size};
        1 -> {little, V, Size};
        2 -> {big, -V * V, Size};
        3 -> {bits, <<(V * V):Size>>};
        4 -> {utf8, V rem 16#d000};
        5 -> {float, (V rem 100000) / 64}
    end,
    {Segs, S1} = segments(S, N - 1),
    {[Seg | Segs], S1}.

build([{big, V, S} | T], B) -> build(T, <<B/bits, V:S>>);
build([{little, V, S} | T], B) -> build(T, <<B/bits, V:S/little>>);
build([{bits, X} | T], B) -> build(T, <<B/bits, X/bits>>);
build([{utf8, C} | T], B) -> build(T, <<B/bits, C/utf8>>);
build([{float, F} | T], B) -> build(T, <<B/bits, F/float>>);
build([], B) -> B.

match([{big, V, S} | T], B) -> <<X:S, R/bits>> = B, X =:= V band ((1 bsl S) - 1) andalso
    match(T, R);
match([{little, V, S} | T], B) -> <<X:S/little, R/bits>> = B, X =:= V band ((1 bsl S) - 1) andalso
    match(T, R);
match([{bits, X} | T], B) -> S = bit_size(X), <<X:S/bits, R/bits>> = B, match(T, R);
match([{utf8, C} | T], B) -> <<C/utf8, R/bits>> = B, match(T, R);
match([{float, F} | T], B) -> <<F/float, R/bits>> = B, match(T, R);
match([], B) -> B =:= <<>>.

%% The model: bits by arithmetic only.
model({big, V, S}) -> [(V bsr I) band 1 || I <- lists:seq(S - 1, 0, -1)];
model({little, V, S}) -> little(V, S);
model({bits, B}) -> bits(B);
model({utf8, C}) when C < 16#80 -> model({big, C, 8});
model({utf8, C}) when C < 16#800 -> [1, 1, 0] ++ model({big, C bsr 6, 5}) ++ [1, 0] ++
    model({big, C, 6});
model({utf8, C}) -> [1, 1, 1, 0] ++ model({big, C bsr 12, 4}) ++ [1, 0] ++
    model({big, C bsr 6, 6}) ++ [1, 0] ++ model({big, C, 6});
model({float, F}) -> bits(<<F/float>>).

little(_, 0) -> [];
little(V, S) when S < 8 -> model({big, V, S});
little(V, S) -> model({big, V, 8}) ++ little(V bsr 8, S - 8).

bits(B) -> [X || <<X:1>> <= B].
from_bits(L) -> << <<X:1>> || X <- L >>.

splits(B) ->
    N = bit_size(B),
    [begin
         <<X:I/bits, Y:J/bits, Z/bits>> = B,
         true = <<X/bits, Y/bits, Z/bits>> =:= B,
         true = bits(Y) =:= lists:sublist(bits(B), I + 1, J)
     end || I <- lists:seq(0, N - 40, 23), J <- lists:seq(0, 40, 7)],
    {N, erlang:phash2([begin <<_:I, Y:20/bits, _/bits>> = B, Y end || I <- lists:seq(0, N - 20)])}.

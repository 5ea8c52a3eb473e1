%% SPDX-License-Identifier: Apache-2.0
%% A base-64 encoder and decoder: 6-bit fields, tables in tuples.
-module(sixbit).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 144.

bench(N) ->
    Data = << <<(I * I bsr 3)>> || I <- lists:seq(1, 60000) >>,
    repeat(N, Data, 0).

repeat(0, _, Sum) ->
    Sum;
repeat(N, Data, Sum) ->
    Text = encode(Data, <<>>),
    Data = decode(Text, <<>>),
    repeat(N - 1, Data, (Sum + erlang:crc32(Text)) band 16#ffffffff).

encode(<<A:6, B:6, C:6, D:6, Rest/binary>>, Acc) ->
    encode(Rest, <<Acc/binary, (digit(A)), (digit(B)), (digit(C)), (digit(D))>>);
encode(<<A:6, B:6, C:4>>, Acc) ->
    <<Acc/binary, (digit(A)), (digit(B)), (digit(C bsl 2)), $=>>;
encode(<<A:6, B:2>>, Acc) ->
    <<Acc/binary, (digit(A)), (digit(B bsl 4)), $=, $=>>;
encode(<<>>, Acc) ->
    Acc.

digit(I) ->
    element(I + 1, {$A, $B, $C, $D, $E, $F, $G, $H, $I, $J, $K, $L, $M, $N, $O, $P, $Q, $R, $S, $T,
                    $U, $V, $W, $X, $Y, $Z, $a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $l, $m, $n,
                    $o, $p, $q, $r, $s, $t, $u, $v, $w, $x, $y, $z, $0, $1, $2, $3, $4, $5, $6, $7,
                    $8, $9, $+, $/}).

decode(<<A, B, C, $=>>, Acc) when C =/= $= ->
    <<Two:16, _:2>> = <<(value(A)):6, (value(B)):6, (value(C)):6>>,
    <<Acc/binary, Two:16>>;
decode(<<A, B, $=, $=>>, Acc) ->
    <<One:8, _:4>> = <<(value(A)):6, (value(B)):6>>,
    <<Acc/binary, One:8>>;
decode(<<A, B, C, D, Rest/binary>>, Acc) ->
    decode(Rest, <<Acc/binary, (value(A)):6, (value(B)):6, (value(C)):6, (value(D)):6>>);
decode(<<>>, Acc) ->
    Acc.

value(C) when C >= $A, C =< $Z -> C - $A;
value(C) when C >= $a, C =< $z -> C - $a + 26;
value(C) when C >= $0, C =< $9 -> C - $0 + 52;
value($+) -> 62;
value($/) -> 63.

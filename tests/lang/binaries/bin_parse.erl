%% SPDX-License-Identifier: Apache-2.0
%% Parsers over binaries: JSON, varints, LZ, hex dump, UTF-8 validation, IP headers, tar-like
%% records.
-module(bin_parse).
-export([main/0]).
-include("t.hrl").

main() ->
    Json = <<"{\"a\": [1, -2.5e3, true, null, \"x\\n\\u00e5\\\"\"], \"b\": {\"c\": {}}, \"d\": ["
        "]}">>,
    ?T(json(Json)),
    ?T(json(<<"[1, 2,]">>)),
    ?T(json(<<"{\"a\" 1}">>)),
    ?T([varint(encode_varint(N)) || N <- [0, 1, 127, 128, 300, 1 bsl 40, 1 bsl 70]]),
    ?T(varint(<<128, 128>>)),
    ?T([zigzag(N) || N <- [0, -1, 1, -2, 1 bsl 40, -(1 bsl 40)]]),
    ?T(ip(<<4:4, 5:4, 0, 40:16, 1:16, 2:3, 100:13, 64, 6, 16#abcd:16, 10, 0, 0, 1, 192, 168, 1, 2,
            "payload here..">>)),
    ?T(ip(<<6:4, 5:4, 0>>)),
    ?T(records(<<"RECS", 3:16/little, 1, 5, "hello", 2, 42:32, 3, -1:16/signed, 1.5:32/float>>)),
    ?T(records(<<"RECS", 2:16/little, 1, 5, "hell">>)),
    ?T(unlz(lz(<<"abcabcabcabcxyzabcabc">>))),
    ?T(byte_size(lz(binary:copy(<<"na">>, 100)))),
    ?T(dump(<<"Hello, World! \x00\xff binary dump">>)),
    ?T([valid(B) || B <- [<<"ok å"/utf8>>, <<255>>, <<"a", 16#c3>>, <<>>]]),
    ?T(runs(<<1:1, 0:3, 1:5, 0:2, 1:1>>)),
    ?T(bits_to_list(<<16#a5, 3:3>>)),
    ?T(reverse_bits(<<1:1, 0:4, 5:3, 7:5>>)),
    ?T(checksum(<<1, 2, 3, 4, 5>>)),
    ?T(split_nibbles(<<16#12, 16#34, 5:4>>)),
    ?T(lines(<<"one\ntwo\r\n\nlast">>)).

json(B) ->
    try {V, R} = value(ws(B)), {ok, V, ws(R)} catch throw:E -> {error, E} end.

value(<<"{", R/binary>>) -> object(ws(R), #{});
value(<<"[", R/binary>>) -> array(ws(R), []);
value(<<$", R/binary>>) -> string(R, <<>>);
value(<<"true", R/binary>>) -> {true, R};
value(<<"false", R/binary>>) -> {false, R};
value(<<"null", R/binary>>) -> {null, R};
value(<<C, _/binary>> = B) when C =:= $-; C >= $0, C =< $9 -> number(B, 0);
value(B) -> throw({value, B}).

object(<<"}", R/binary>>, M) -> {M, R};
object(<<$", R0/binary>>, M) ->
    {K, R1} = string(R0, <<>>),
    case ws(R1) of
        <<":", R2/binary>> ->
            {V, R3} = value(ws(R2)),
            case ws(R3) of
                <<",", R4/binary>> -> object(ws(R4), M#{K => V});
                <<"}", R4/binary>> -> {M#{K => V}, R4}
            end;
        Other -> throw({colon, Other})
    end.

array(<<"]", R/binary>>, Acc) -> {lists:reverse(Acc), R};
array(B, Acc) ->
    {V, R} = value(B),
    case ws(R) of
        <<",", R1/binary>> -> array1(ws(R1), [V | Acc]);
        <<"]", R1/binary>> -> {lists:reverse([V | Acc]), R1}
    end.
array1(<<"]", _/binary>> = B, _) -> throw({array, B});
array1(B, Acc) -> array(B, Acc).

string(<<$", R/binary>>, Acc) -> {Acc, R};
string(<<"\\n", R/binary>>, Acc) -> string(R, <<Acc/binary, $\n>>);
string(<<"\\u", H:4/binary, R/binary>>, Acc) ->
    string(R, <<Acc/binary, (binary_to_integer(H, 16))/utf8>>);
string(<<$\\, C, R/binary>>, Acc) -> string(R, <<Acc/binary, C>>);
string(<<C/utf8, R/binary>>, Acc) -> string(R, <<Acc/binary, C/utf8>>).

number(B, N) ->
    case B of
        <<_:N/binary, C, _/binary>> when C >= $0, C =< $9; C =:= $-; C =:= $+; C =:= $.; C =:= $e ->
            number(B, N + 1);
        <<D:N/binary, R/binary>> -> {to_number(D), R}
    end.

to_number(D) ->
    try binary_to_integer(D) catch error:badarg -> float_of(binary:split(D, <<"e">>)) end.
float_of([M, E]) -> binary_to_float(<<M/binary, "e", E/binary>>);
float_of([M]) -> binary_to_float(M).

ws(<<C, R/binary>>) when C =:= $\s; C =:= $\n -> ws(R);
ws(B) -> B.

encode_varint(N) when N < 128 -> <<N>>;
encode_varint(N) -> <<1:1, N:7, (encode_varint(N bsr 7))/binary>>.

varint(B) -> varint(B, 0, 0).
varint(<<1:1, X:7, R/binary>>, S, Acc) -> varint(R, S + 7, Acc bor (X bsl S));
varint(<<0:1, X:7, R/binary>>, S, Acc) -> {Acc bor (X bsl S), R};
varint(<<>>, S, _) -> {truncated, S}.

zigzag(N) -> <<Z:64>> = <<((N bsl 1) bxor (N bsr 63)):64>>, Z.

ip(<<4:4, IHL:4, _Tos, Len:16, Id:16, Flags:3, Frag:13, TTL, Proto, Sum:16, Src:4/binary,
    Dst:4/binary, Rest/binary>>)
  when IHL >= 5 ->
    Opt = (IHL - 5) * 4,
    <<_:Opt/binary, Data/binary>> = Rest,
    <<A, B, C, D>> = Dst,
    {Len, Id, Flags, Frag, TTL, Proto, Sum, Src, {A, B, C, D}, Data};
ip(<<V:4, _/bits>>) -> {version, V}.

records(<<"RECS", N:16/little, R/binary>>) -> records(N, R, []).
records(0, R, Acc) -> {lists:reverse(Acc), R};
records(N, <<1, L, S:L/binary, R/binary>>, Acc) -> records(N - 1, R, [{s, S} | Acc]);
records(N, <<2, I:32, R/binary>>, Acc) -> records(N - 1, R, [{i, I} | Acc]);
records(N, <<3, H:16/signed, F:32/float, R/binary>>, Acc) -> records(N - 1, R, [{h, H, F} | Acc]);
records(N, R, Acc) -> {bad, N, R, Acc}.

lz(B) -> lz(B, 0, <<>>).
lz(B, P, Out) when P >= byte_size(B) -> Out;
lz(B, P, Out) ->
    case longest(B, P, max(0, P - 63), {0, 0}) of
        {Off, Len} when Len >= 3 -> lz(B, P + Len, <<Out/bits, 1:1, Off:7, Len:8>>);
        _ -> lz(B, P + 1, <<Out/bits, 0:1, (binary:at(B, P)):15>>)
    end.
longest(_, P, P, Best) -> Best;
longest(B, P, Q, {_, L} = Best) ->
    case common(B, P, Q, 0) of
        N when N > L -> longest(B, P, Q + 1, {P - Q, N});
        _ -> longest(B, P, Q + 1, Best)
    end.
common(B, P, Q, N) when P + N < byte_size(B), N < 255 ->
    case binary:at(B, P + N) =:= binary:at(B, Q + N) of true -> common(B, P, Q, N + 1); false ->
        N end;
common(_, _, _, N) -> N.

unlz(B) -> unlz(B, <<>>).
unlz(<<0:1, C:15, R/bits>>, Out) -> unlz(R, <<Out/binary, C>>);
unlz(<<1:1, Off:7, Len:8, R/bits>>, Out) -> unlz(R, back(Off, Len, Out));
unlz(<<>>, Out) -> Out.
back(_, 0, Out) -> Out;
back(Off, N, Out) -> back(Off, N - 1, <<Out/binary, (binary:at(Out, byte_size(Out) - Off))>>).

dump(<<Row:8/binary, R/binary>>) -> [row(Row) | dump(R)];
dump(<<>>) -> [];
dump(Row) -> [row(Row)].
row(B) -> lists:flatten([[hex(N) || <<N:4>> <= B], " |", [if C >= 32, C < 127 -> C; true -> $. end
    || <<C>> <= B]]).
hex(N) when N < 10 -> $0 + N;
hex(N) -> $a + N - 10.

valid(<<_/utf8, R/binary>>) -> valid(R);
valid(<<>>) -> true;
valid(_) -> false.

runs(<<B:1, R/bits>>) -> runs(R, B, 1);
runs(<<>>) -> [].
runs(<<B:1, R/bits>>, B, N) -> runs(R, B, N + 1);
runs(R, B, N) -> [{B, N} | runs(R)].

bits_to_list(B) -> [X || <<X:1>> <= B].
reverse_bits(B) -> << <<X:1>> || X <- lists:reverse([X || <<X:1>> <= B]) >>.

checksum(B) -> checksum(B, 0).
checksum(<<X:16, R/binary>>, S) -> checksum(R, S + X);
checksum(<<X>>, S) -> checksum(<<X, 0>>, S);
checksum(<<>>, S) -> (bnot (S + (S bsr 16))) band 16#ffff.

split_nibbles(<<H:4, L:4, R/bits>>) -> [H, L | split_nibbles(R)];
split_nibbles(<<H:4>>) -> [{odd, H}];
split_nibbles(<<>>) -> [].

lines(B) -> lines(B, 0, B).
lines(All, N, <<"\r\n", R/binary>>) -> <<L:N/binary, _/binary>> = All, [L | lines(R, 0, R)];
lines(All, N, <<"\n", R/binary>>) -> <<L:N/binary, _/binary>> = All, [L | lines(R, 0, R)];
lines(All, N, <<_, R/binary>>) -> lines(All, N + 1, R);
lines(All, _, <<>>) -> [All].

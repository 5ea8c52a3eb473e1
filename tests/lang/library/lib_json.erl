%% SPDX-License-Identifier: Apache-2.0
%% A JSON encoder and decoder, pretty printer and path queries over generated documents.
-module(lib_json).
-export([main/0]).
-include("t.hrl").

main() ->
    Doc = #{<<"name">> => <<"Åsa \"quoted\"\n">>, <<"list">> => [1, -2, 3.5, true, false, null, [],
        #{}], <<"nested">> => #{<<"a">> => #{<<"b">> => [#{<<"c">> => 1}]}}, <<"big">> =>
        123456789012345678901234567890},
    E = iolist_to_binary(encode(Doc)),
    ?T(E),
    ?T(decode(E) =:= Doc),
    ?T(iolist_to_binary(pretty(Doc, 0))),
    ?T(decode(iolist_to_binary(pretty(Doc, 0))) =:= Doc),
    ?T([path(P, Doc) || P <- [[<<"name">>], [<<"nested">>, <<"a">>, <<"b">>, 0, <<"c">>],
            [<<"list">>, 2], [<<"x">>]]]),
    ?T([catch decode(B) || B <- [<<"">>, <<"[1">>, <<"{\"a\":}">>, <<"tru">>, <<"\"\\u00e5\\n\"">>,
            <<" [ 1 , 2 ] ">>, <<"1.5e3">>, <<"-0">>, <<"{\"a\":1,\"a\":2}">>,
            <<"\"\\ud83d\\ude00\"">>, <<"nullx">>]]),
    Big = [#{<<"id">> => I, <<"tags">> => [integer_to_binary(I * K) || K <- lists:seq(1, I rem 4)],
        <<"v">> => I / 8} || I <- lists:seq(1, 300)],
    B = iolist_to_binary(encode(Big)),
    ?T({byte_size(B), erlang:crc32(B)}),
    ?T(decode(B) =:= Big).

encode(M) when is_map(M) -> [${,
    lists:join($,, [[encode(K), $:, encode(V)] || {K, V} <- lists:sort(maps:to_list(M))]), $}];
encode(L) when is_list(L) -> [$[, lists:join($,, [encode(X) || X <- L]), $]];
encode(B) when is_binary(B) -> [$", [escape(C) || <<C/utf8>> <= B], $"];
encode(N) when is_integer(N) -> integer_to_binary(N);
encode(F) when is_float(F) -> float_to_binary(F, [short]);
encode(A) when is_atom(A) -> atom_to_binary(A).

escape($") -> "\\\"";
escape($\\) -> "\\\\";
escape($\n) -> "\\n";
escape(C) when C < 32 -> io_lib:format("\\u~4.16.0b", [C]);
escape(C) -> <<C/utf8>>.

pretty(M, N) when is_map(M), map_size(M) > 0 ->
    ["{\n", lists:join(",\n", [[indent(N + 1), encode(K), ": ", pretty(V, N + 1)]
        || {K, V} <- lists:sort(maps:to_list(M))]), $\n, indent(N), $}];
pretty([_ | _] = L, N) -> ["[\n", lists:join(",\n", [[indent(N + 1), pretty(X, N + 1)] || X <- L]),
    $\n, indent(N), $]];
pretty(X, _) -> encode(X).

indent(N) -> lists:duplicate(N * 2, $\s).

decode(B) ->
    {V, R} = value(ws(B)),
    case ws(R) of <<>> -> V; Rest -> throw({trailing, Rest}) end.

value(<<"{", R/binary>>) -> members(ws(R), []);
value(<<"[", R/binary>>) -> elements(ws(R), []);
value(<<$", R/binary>>) -> string(R, []);
value(<<"true", R/binary>>) -> {true, R};
value(<<"false", R/binary>>) -> {false, R};
value(<<"null", R/binary>>) -> {null, R};
value(<<C, _/binary>> = B) when C =:= $-; C >= $0, C =< $9 -> number(B);
value(B) -> throw({unexpected, B}).

members(<<"}", R/binary>>, Acc) -> {maps:from_list(lists:reverse(Acc)), R};
members(<<",", R/binary>>, [_ | _] = Acc) -> member(ws(R), Acc);
members(B, Acc) -> member(B, Acc).
member(<<$", R0/binary>>, Acc) ->
    {K, R1} = string(R0, []),
    <<":", R2/binary>> = ws(R1),
    {V, R3} = value(ws(R2)),
    members(ws(R3), [{K, V} | Acc]);
member(B, _) -> throw({member, B}).

elements(<<"]", R/binary>>, Acc) -> {lists:reverse(Acc), R};
elements(<<",", R/binary>>, [_ | _] = Acc) -> {V, R1} = value(ws(R)), elements(ws(R1), [V | Acc]);
elements(B, []) -> {V, R1} = value(B), elements(ws(R1), [V]);
elements(B, _) -> throw({element, B}).

string(<<$", R/binary>>, Acc) -> {unicode:characters_to_binary(lists:reverse(Acc)), R};
string(<<"\\u", "d", H:3/binary, "\\u", L:4/binary, R/binary>>, Acc) ->
    Hi = binary_to_integer(<<"d", H/binary>>, 16), Lo = binary_to_integer(L, 16),
    string(R, [16#10000 + ((Hi band 16#3ff) bsl 10) + (Lo band 16#3ff) | Acc]);
string(<<"\\u", H:4/binary, R/binary>>, Acc) -> string(R, [binary_to_integer(H, 16) | Acc]);
string(<<"\\n", R/binary>>, Acc) -> string(R, [$\n | Acc]);
string(<<$\\, C, R/binary>>, Acc) -> string(R, [C | Acc]);
string(<<C/utf8, R/binary>>, Acc) -> string(R, [C | Acc]);
string(B, _) -> throw({string, B}).

number(B) ->
    {match, [{0, N}]} = re:run(B, "^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?", [{capture, first}]),
    <<D:N/binary, R/binary>> = B,
    {try binary_to_integer(D) catch error:badarg -> binary_to_float(D) end, R}.

ws(<<C, R/binary>>) when C =:= $\s; C =:= $\n; C =:= $\t -> ws(R);
ws(B) -> B.

path([], X) -> {ok, X};
path([K | Ks], M) when is_map_key(K, M) -> path(Ks, map_get(K, M));
path([I | Ks], L) when is_list(L), I < length(L) -> path(Ks, lists:nth(I + 1, L));
path(_, _) -> error.

%% SPDX-License-Identifier: Apache-2.0
%% A JSON reader over a binary, by recursive descent.
-module(jsontext).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 50.

bench(N) ->
    repeat(N, document(), 0).

repeat(0, _, Sum) ->
    Sum;
repeat(N, Document, _) ->
    {Value, <<>>} = value(Document),
    repeat(N - 1, Document, erlang:phash2(Value)).

document() ->
    Items = [["{\"id\": ", integer_to_list(I), ", \"name\": \"item ", integer_to_list(I * 7919),
              "\", \"tags\": [\"a\", \"b\\n\", null, true], \"nested\": {\"x\": -",
              integer_to_list(I rem 97), ", \"y\": [1, 2, [3]]}}"] || I <- lists:seq(1, 1000)],
    iolist_to_binary(["[", lists:join(",\n ", Items), "]\n"]).

value(<<C, Rest/binary>>) when C =:= $\s; C =:= $\n; C =:= $\t; C =:= $\r -> value(Rest);
value(<<"{", Rest/binary>>) -> object(blank(Rest), []);
value(<<"[", Rest/binary>>) -> array(blank(Rest), []);
value(<<"\"", Rest/binary>>) -> string(Rest, <<>>);
value(<<"true", Rest/binary>>) -> {true, blank(Rest)};
value(<<"false", Rest/binary>>) -> {false, blank(Rest)};
value(<<"null", Rest/binary>>) -> {null, blank(Rest)};
value(<<"-", Rest/binary>>) -> negate(number(Rest, 0));
value(<<C, _/binary>> = Text) when C >= $0, C =< $9 -> number(Text, 0).

blank(<<C, Rest/binary>>) when C =:= $\s; C =:= $\n; C =:= $\t; C =:= $\r -> blank(Rest);
blank(Text) -> Text.

negate({Number, Rest}) -> {-Number, Rest}.

number(<<C, Rest/binary>>, N) when C >= $0, C =< $9 -> number(Rest, N * 10 + C - $0);
number(Text, N) -> {N, blank(Text)}.

string(<<"\"", Rest/binary>>, Acc) -> {Acc, blank(Rest)};
string(<<"\\n", Rest/binary>>, Acc) -> string(Rest, <<Acc/binary, $\n>>);
string(<<"\\", C, Rest/binary>>, Acc) -> string(Rest, <<Acc/binary, C>>);
string(<<C, Rest/binary>>, Acc) -> string(Rest, <<Acc/binary, C>>).

array(<<"]", Rest/binary>>, Acc) ->
    {lists:reverse(Acc), blank(Rest)};
array(<<",", Rest/binary>>, Acc) ->
    array(Rest, Acc);
array(Text, Acc) ->
    {Value, Rest} = value(Text),
    array(Rest, [Value | Acc]).

object(<<"}", Rest/binary>>, Acc) ->
    {maps:from_list(Acc), blank(Rest)};
object(<<",", Rest/binary>>, Acc) ->
    object(blank(Rest), Acc);
object(<<"\"", Text/binary>>, Acc) ->
    {Key, <<":", Rest/binary>>} = string(Text, <<>>),
    {Value, Next} = value(Rest),
    object(Next, [{Key, Value} | Acc]).

%% SPDX-License-Identifier: Apache-2.0
%% A tokenizer of Erlang-like text held as a list of characters.
-module(tokenizer).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 2500.

bench(N) ->
    Text = lists:append(lists:duplicate(20, source())),
    repeat(N, Text, 0).

repeat(0, _, Sum) -> Sum;
repeat(N, Text, Sum) -> repeat(N - 1, Text, (Sum + digest(tokens(Text, 1, []), 0)) rem 1000003).

source() ->
    "%% A comment line.\n"
    "area({square, Side}) when is_number(Side), Side >= 0 -> Side * Side;\n"
    "area({circle, Radius}) -> 3.14159 * Radius * Radius; % almost\n"
    "area(#{kind := 'odd atom', \"text \\n here\" := [_ | Tail]} = Map) ->\n"
    "    case lists:foldl(fun(X, Acc) -> X + Acc end, 0, Tail) of\n"
    "        Sum when Sum =< 16#ff andalso Sum =/= 42 -> {ok, Sum, Map};\n"
    "        _ -> error\n"
    "    end.\n".

tokens([$\n | Rest], Line, Acc) -> tokens(Rest, Line + 1, Acc);
tokens([$\s | Rest], Line, Acc) -> tokens(Rest, Line, Acc);
tokens([$% | Rest], Line, Acc) -> comment(Rest, Line, Acc);
tokens([$" | Rest], Line, Acc) -> quoted(Rest, $", string, Line, [], Acc);
tokens([$' | Rest], Line, Acc) -> quoted(Rest, $', atom, Line, [], Acc);
tokens([C | Rest], Line, Acc) when C >= $a, C =< $z -> name(Rest, Line, atom, [C], Acc);
tokens([C | Rest], Line, Acc) when C >= $A, C =< $Z; C =:= $_ -> name(Rest, Line, var, [C], Acc);
tokens([C | Rest], Line, Acc) when C >= $0, C =< $9 -> number(Rest, Line, C - $0, Acc);
tokens("->" ++ Rest, Line, Acc) -> tokens(Rest, Line, [{'->', Line} | Acc]);
tokens(":=" ++ Rest, Line, Acc) -> tokens(Rest, Line, [{':=', Line} | Acc]);
tokens("=/=" ++ Rest, Line, Acc) -> tokens(Rest, Line, [{'=/=', Line} | Acc]);
tokens("=<" ++ Rest, Line, Acc) -> tokens(Rest, Line, [{'=<', Line} | Acc]);
tokens(">=" ++ Rest, Line, Acc) -> tokens(Rest, Line, [{'>=', Line} | Acc]);
tokens([C | Rest], Line, Acc) -> tokens(Rest, Line, [{punctuation(C), Line} | Acc]);
tokens([], _, Acc) -> lists:reverse(Acc).

comment([$\n | Rest], Line, Acc) -> tokens(Rest, Line + 1, Acc);
comment([_ | Rest], Line, Acc) -> comment(Rest, Line, Acc).

quoted([Quote | Rest], Quote, Kind, Line, Chars, Acc) ->
    tokens(Rest, Line, [{Kind, Line, lists:reverse(Chars)} | Acc]);
quoted([$\\, C | Rest], Quote, Kind, Line, Chars, Acc) ->
    quoted(Rest, Quote, Kind, Line, [escape(C) | Chars], Acc);
quoted([C | Rest], Quote, Kind, Line, Chars, Acc) ->
    quoted(Rest, Quote, Kind, Line, [C | Chars], Acc).

escape($n) -> $\n;
escape($t) -> $\t;
escape(C) -> C.

name([C | Rest], Line, Kind, Chars, Acc)
  when C >= $a, C =< $z; C >= $A, C =< $Z; C >= $0, C =< $9; C =:= $_ ->
    name(Rest, Line, Kind, [C | Chars], Acc);
name(Rest, Line, Kind, Chars, Acc) ->
    tokens(Rest, Line, [keyword(Kind, lists:reverse(Chars), Line) | Acc]).

keyword(atom, "case", Line) -> {'case', Line};
keyword(atom, "of", Line) -> {'of', Line};
keyword(atom, "when", Line) -> {'when', Line};
keyword(atom, "fun", Line) -> {'fun', Line};
keyword(atom, "end", Line) -> {'end', Line};
keyword(atom, "andalso", Line) -> {'andalso', Line};
keyword(Kind, Name, Line) -> {Kind, Line, Name}.

number([C | Rest], Line, N, Acc) when C >= $0, C =< $9 -> number(Rest, Line, N * 10 + C - $0, Acc);
number([$# | Rest], Line, 16, Acc) -> hexadecimal(Rest, Line, 0, Acc);
number([$., C | Rest], Line, N, Acc) when C >= $0, C =< $9 ->
    fraction(Rest, Line, N + (C - $0) / 10, 100, Acc);
number(Rest, Line, N, Acc) -> tokens(Rest, Line, [{integer, Line, N} | Acc]).

hexadecimal([C | Rest], Line, N, Acc) when C >= $a, C =< $f ->
    hexadecimal(Rest, Line, N * 16 + C - $a + 10, Acc);
hexadecimal(Rest, Line, N, Acc) ->
    tokens(Rest, Line, [{integer, Line, N} | Acc]).

fraction([C | Rest], Line, N, Scale, Acc) when C >= $0, C =< $9 ->
    fraction(Rest, Line, N + (C - $0) / Scale, Scale * 10, Acc);
fraction(Rest, Line, N, _, Acc) ->
    tokens(Rest, Line, [{float, Line, N} | Acc]).

punctuation($() -> '(';
punctuation($)) -> ')';
punctuation(${) -> '{';
punctuation($}) -> '}';
punctuation($[) -> '[';
punctuation($]) -> ']';
punctuation($,) -> ',';
punctuation($;) -> ';';
punctuation($.) -> dot;
punctuation($*) -> '*';
punctuation($+) -> '+';
punctuation($=) -> '=';
punctuation($#) -> '#';
punctuation($:) -> ':';
punctuation($|) -> '|'.

digest([], Sum) -> Sum;
digest([{_, Line} | Rest], Sum) -> digest(Rest, (Sum * 3 + Line) rem 1000003);
digest([{_, Line, Value} | Rest], Sum) when is_list(Value) ->
    digest(Rest, (Sum * 5 + Line + length(Value)) rem 1000003);
digest([{_, Line, Value} | Rest], Sum) ->
    digest(Rest, (Sum * 7 + Line + trunc(Value)) rem 1000003).

%% SPDX-License-Identifier: Apache-2.0
%% Text processing: words, Caesar, palindromes, edit distance, CSV, templates, run lengths, base
%% 64.
-module(str_process).
-export([main/0]).
-include("t.hrl").

main() ->
    Text = "the quick brown fox jumps over the lazy dog the fox",
    ?T(lists:sort(maps:to_list(count(string:lexemes(Text, " "))))),
    ?T(caesar(caesar("Attack at Dawn!", 3), -3)),
    ?T(caesar("Attack at Dawn!", 13)),
    ?T([palindrome(S) || S <- ["A man, a plan, a canal: Panama", "abc", ""]]),
    ?T([distance(A, B) || {A, B} <- [{"kitten", "sitting"}, {"", "abc"}, {"flaw", "lawn"},
            {"same", "same"}]]),
    ?T(csv("a,b,\"c,d\"\n1,,\"x\"\"y\"\n\nlast")),
    ?T(template("Hi {name}, you are {age} {unknown}!", #{"name" => "Åsa", "age" => 42})),
    ?T(roman(1994)),
    ?T([roman(N) || N <- [1, 4, 9, 14, 40, 90, 400, 3999]]),
    ?T(hex(<<"hello", 255, 0>>)),
    ?T(unhex("68656C6c6fFF00")),
    ?T(unhex("6")),
    ?T([base64:encode(S) || S <- ["", "a", "ab", "abc", <<255, 254, 253>>]]),
    ?T([base64:decode(S) || S <- ["", "YQ==", <<"YWI=">>, "YWJj", "Y W\nJj"]]),
    ?T(base64:decode("YQ=")),
    ?T(base64:decode("Y*==")),
    ?T(base64:mime_decode("Y*W-Jj")),
    ?T(wrap(Text, 16)),
    ?T(lists:sort(anagrams(["listen", "silent", "enlist", "google", "elbow", "below"]))),
    ?T(number_words(987654)),
    ?T(lists:reverse(string:lexemes("/usr//lib/erlang/", "/"))),
    ?T(tokens("x1 := (a + 42) * -3.5e2; // note")).

count(Words) -> lists:foldl(fun(W, M) -> maps:update_with(W, fun(N) -> N + 1 end, 1, M) end, #{},
    Words).

caesar(S, N) -> [shift(C, N) || C <- S].
shift(C, N) when C >= $a, C =< $z -> $a + (C - $a + N + 26) rem 26;
shift(C, N) when C >= $A, C =< $Z -> $A + (C - $A + N + 26) rem 26;
shift(C, _) -> C.

palindrome(S) ->
    L = [C || C <- string:lowercase(S), C >= $a, C =< $z],
    L =:= lists:reverse(L).

distance(A, B) -> distance(A, B, lists:seq(0, length(B))).
distance([], _, Row) -> lists:last(Row);
distance([C | Cs], B, [H | _] = Row) -> distance(Cs, B, row(C, B, Row, [H + 1])).
row(_, [], _, Acc) -> lists:reverse(Acc);
row(C, [D | Ds], [X, Y | Row], [L | _] = Acc) ->
    Cost = if C =:= D -> 0; true -> 1 end,
    row(C, Ds, [Y | Row], [lists:min([X + Cost, Y + 1, L + 1]) | Acc]).

csv(S) -> [fields(L, [], []) || L <- string:split(S, "\n", all)].
fields([$" | T], F, Fs) -> quoted(T, F, Fs);
fields([$, | T], F, Fs) -> fields(T, [], [lists:reverse(F) | Fs]);
fields([C | T], F, Fs) -> fields(T, [C | F], Fs);
fields([], F, Fs) -> lists:reverse([lists:reverse(F) | Fs]).
quoted([$", $" | T], F, Fs) -> quoted(T, [$" | F], Fs);
quoted([$" | T], F, Fs) -> fields(T, F, Fs);
quoted([C | T], F, Fs) -> quoted(T, [C | F], Fs).

template([${ | T], M) ->
    {Key, [$} | Rest]} = lists:splitwith(fun(C) -> C =/= $} end, T),
    case M of
        #{Key := V} when is_integer(V) -> integer_to_list(V) ++ template(Rest, M);
        #{Key := V} -> V ++ template(Rest, M);
        #{} -> "?" ++ template(Rest, M)
    end;
template([C | T], M) -> [C | template(T, M)];
template([], _) -> [].

roman(N) -> roman(N, [{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
    {50, "L"}, {40, "XL"},
                      {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}]).
roman(0, _) -> "";
roman(N, [{V, S} | _] = T) when N >= V -> S ++ roman(N - V, T);
roman(N, [_ | T]) -> roman(N, T).

hex(B) -> << <<(digit(N))>> || <<N:4>> <= B >>.
digit(N) when N < 10 -> $0 + N;
digit(N) -> $a + N - 10.

unhex([A, B | T]) -> [list_to_integer([A, B], 16) | unhex(T)];
unhex([]) -> [].

wrap(Text, Width) -> wrap(string:lexemes(Text, " "), Width, "", []).
wrap([], _, Line, Acc) -> lists:reverse([Line | Acc]);
wrap([W | Ws], Width, "", Acc) -> wrap(Ws, Width, W, Acc);
wrap([W | Ws], Width, Line, Acc) when length(Line) + length(W) < Width ->
    wrap(Ws, Width, Line ++ " " ++ W, Acc);
wrap(Ws, Width, Line, Acc) -> wrap(Ws, Width, "", [Line | Acc]).

anagrams(Words) ->
    maps:values(lists:foldr(fun(W, M) -> K = lists:sort(W), M#{K => [W | maps:get(K, M, [])]} end,
        #{}, Words)).

number_words(N) when N >= 1000 -> number_words(N div 1000) ++ [thousand | number_words(N rem 1000)];
number_words(N) when N >= 100 -> [element(N div 100, units()), hundred | number_words(N rem 100)];
number_words(N) when N >= 20 ->
    [lists:nth(N div 10 - 1, [twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety]) |
        number_words(N rem 10)];
number_words(0) -> [];
number_words(N) when N < 10 -> [element(N, units())].
units() -> {one, two, three, four, five, six, seven, eight, nine}.

tokens([C | _] = S) when C >= $0, C =< $9 ->
    case string:to_float(S) of
        {F, R} when is_float(F) -> [{float, F} | tokens(R)];
        _ -> {I, R} = string:to_integer(S), [{int, I} | tokens(R)]
    end;
tokens([C | _] = S) when C >= $a, C =< $z ->
    {Id, R} = lists:splitwith(fun(X) -> (X >= $a andalso X =< $z) orelse
        (X >= $0 andalso X =< $9) end, S),
    [{id, list_to_atom(Id)} | tokens(R)];
tokens(":=" ++ R) -> [assign | tokens(R)];
tokens("//" ++ _) -> [];
tokens([C | R]) when C =:= $\s; C =:= $\n -> tokens(R);
tokens([C | R]) -> [[C] | tokens(R)];
tokens([]) -> [].

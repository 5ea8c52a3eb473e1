%% SPDX-License-Identifier: Apache-2.0
%% Funs made and called: Church numerals, composition, parsers made of funs.
-module(closures).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 3000.

bench(N) ->
    Thousand = multiply(multiply(church(10), church(10)), church(10)),
    Count = number(multiply(Thousand, church(N))),
    {Count, repeat(N * 100, compose([fun(X) -> X + I end || I <- lists:seq(1, 20)]), 0),
     parse(N * 25)}.

church(0) ->
    fun(_) -> fun(X) -> X end end;
church(N) ->
    Less = church(N - 1),
    fun(F) -> fun(X) -> F((Less(F))(X)) end end.

multiply(A, B) -> fun(F) -> A(B(F)) end.

number(Numeral) -> (Numeral(fun(X) -> X + 1 end))(0).

compose(Funs) -> lists:foldl(fun(F, G) -> fun(X) -> F(G(X)) end end, fun(X) -> X end, Funs).

repeat(0, _, X) -> X;
repeat(N, F, X) -> repeat(N - 1, F, F(X) band 16#ffff).

%% Sums of products of digits, read by parser combinators.
parse(N) ->
    Sum = sum(),
    parse(N, Sum, "1+2*3*4+5*6+7+8*9*2+3+4*5+6*7*8+9+1*2+3*4+5", 0).

parse(0, _, _, Total) ->
    Total;
parse(N, Sum, Text, Total) ->
    {Value, []} = Sum(Text),
    parse(N - 1, Sum, Text, Total + Value).

sum() -> chain(product(), $+, fun(A, B) -> A + B end).

product() -> chain(fun digit/1, $*, fun(A, B) -> A * B end).

digit([C | Rest]) when C >= $0, C =< $9 -> {C - $0, Rest}.

chain(Parser, Separator, Combine) ->
    fun(Text) ->
        {Value, Rest} = Parser(Text),
        chain(Rest, Value, Parser, Separator, Combine)
    end.

chain([Separator | Text], Value, Parser, Separator, Combine) ->
    {Next, Rest} = Parser(Text),
    chain(Rest, Combine(Value, Next), Parser, Separator, Combine);
chain(Rest, Value, _, _, _) ->
    {Value, Rest}.

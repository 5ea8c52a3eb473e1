%% SPDX-License-Identifier: Apache-2.0
%% erl_eval: an interpreter in Erlang running in compiled code; bindings, funs, exceptions, traces.
-module(lib_eval).
-export([main/0]).
-include("t.hrl").

main() ->
    ?T(eval("1 + 2 * 3.")),
    ?T(eval("X = 5, Y = X * 2, {X, Y}.")),
    ?T(eval("lists:map(fun(X) -> X * X end, [1, 2, 3]).")),
    ?T(eval("[{X, Y} || X <- [1, 2], Y <- [a, b]].")),
    ?T(eval("<< <<X:4>> || X <- [1, 2, 3, 4] >>.")),
    ?T(eval("case {1, [2, 3]} of {A, [B | _]} when A < B -> {A, B} end.")),
    ?T(eval("F = fun Fact(0) -> 1; Fact(N) -> N * Fact(N - 1) end, F(20).")),
    ?T(eval("try throw(x) catch throw:T -> {caught, T} after put(k, v) end.")),
    ?T(eval("if 1 > 2 -> a; true -> b end.")),
    ?T(eval("#{a := X} = #{a => 1, b => 2}, X.")),
    ?T(eval("<<A:8, R/binary>> = <<1, 2, 3>>, {A, R}.")),
    ?T(eval("begin self() ! hi, receive M -> M after 0 -> none end end.")),
    ?T(eval("X = 1, X = 2.")),
    ?T(eval("1 + a.")),
    ?T(eval("foo(1).")),
    ?T(eval("lists:nth(5, [1]).")),
    ?T(eval("(fun(1) -> ok end)(2).")),
    ?T(eval("Unbound + 1.")),
    ?T(eval("case 1 of 2 -> x end.")),
    ?T(eval("catch error(oops).") =/= x),
    ?T(eval("lists:sum([X || X <- lists:seq(1, 200), X rem 3 =:= 0 orelse X rem 5 =:= 0]).")),
    ?T(eval("Fib = fun F(N) when N < 2 -> N; F(N) -> F(N-1) + F(N-2) end, Fib(14).")).

eval(S) ->
    {ok, T, _} = erl_scan:string(S),
    {ok, Es} = erl_parse:parse_exprs(T),
    try erl_eval:exprs(Es, []) of
        {value, V, B} -> {V, [N || {N, _} <- lists:sort(maps:to_list(maps:from_list(to_list(B))))]}
    catch C:R -> {C, R}
    end.

to_list(B) when is_map(B) -> maps:to_list(B);
to_list(B) -> B.

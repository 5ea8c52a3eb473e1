%% SPDX-License-Identifier: Apache-2.0
%% OTP's own scanner, parser, linter and pretty printer on source text.
-module(lib_scan).
-export([main/0]).
-include("t.hrl").

main() ->
    Src = source(),
    {ok, Tokens, End} = erl_scan:string(Src, {1, 1}),
    ?T({length(Tokens), End}),
    ?T(lists:sublist(Tokens, 12)),
    Forms = forms(Tokens, []),
    ?T(length(Forms)),
    [t:p("~ts", [erl_pp:form(F)]) || F <- Forms],
    ?T(erl_lint:module(Forms, "sample.erl")),
    ?T(erl_scan:string("foo bar 'unterminated")),
    ?T(erl_scan:string("16#zz")),
    ?T(erl_scan:string("\"a\\x{3b1}\" $\\n 1.5e3 2#101 <<\"x\">> 'Q a' Var _ ?M -> =:= ... %c")),
    ?T(erl_scan:tokens([], "abc. def", 1)),
    ?T(parse_expr("1 + 2 * 3 - f(X) div 4.")),
    ?T(parse_expr("[X || X <- L, X > 1].")),
    ?T(parse_expr("case X of {a, B} when B > 1 -> B; _ -> ok end.")),
    ?T(parse_expr("1 + .")),
    ?T(parse_expr("fun(X) -> X end(1) ! <<A:8/little>>.")),
    ?T([parse_term(S) || S <- ["{a, [1, \"b\", <<\"c\">>], #{d => 1.5}}.", "-5.", "[a|b].", "X.",
            "fun lists:map/2."]]),
    ?T(erl_parse:normalise(erl_parse:abstract({a, [1, 2.5, "str"], <<"bin">>, #{k => v}}))),
    ?T(lists:flatten(erl_pp:expr(erl_parse:abstract({a, [1, 2.5, "str"], <<"bin">>})))),
    ?T(erl_lint:module(forms(element(2, erl_scan:string("-module(m).\n-export([f/1]).\nf(X) -> Y "
        "= Z.\ng() -> ok.\nf(1) -> 2.\n")), []), "m.erl")).

forms([], Acc) -> lists:reverse(Acc);
forms(Tokens, Acc) ->
    {Form, Rest} = lists:splitwith(fun(T) -> element(1, T) =/= dot end, Tokens),
    [Dot | More] = Rest,
    case erl_parse:parse_form(Form ++ [Dot]) of
        {ok, F} -> forms(More, [F | Acc]);
        {error, E} -> forms(More, [{error, E} | Acc])
    end.

parse_expr(S) ->
    {ok, T, _} = erl_scan:string(S),
    case erl_parse:parse_exprs(T) of
        {ok, Es} -> {Es, lists:flatten(erl_pp:exprs(Es))};
        {error, {L, M, E}} -> {error, L, lists:flatten(M:format_error(E))}
    end.

parse_term(S) ->
    {ok, T, _} = erl_scan:string(S),
    erl_parse:parse_term(T).

source() ->
    "-module(sample).\n-export([fact/1, map/2, t/1]).\n-record(r, {a = 1 :: integer(), b}).\n-"
        "type t() :: #r{} | {ok, term()}.\n-spec fact(non_neg_integer()) -> pos_integer().\n"
    "%% comment\nfact(0) -> 1;\nfact(N) when N > 0, is_integer(N) -> N * fact(N - 1).\n\nmap(F, ["
        "H|T]) -> [F(H) | map(F, T)];\nmap(_, []) -> [].\n\n"
    "t(X) ->\n  try catch_me(X) of\n    {ok, #r{a = A} = R} -> R#r{b = [A || A <- [1,2,3], A > 1, "
        "begin true end]};\n    <<A:8, _/binary>> -> A\n  catch\n    error:{badmatch, V}:S -> {V, "
        "S};\n    throw:T -> T\n  after\n    io:format(\"done ~p~n\", [X])\n  end.\n"
    "catch_me(X) -> receive {msg, X} -> fun(Y) when Y =:= X -> #{a => Y, \"k\" := 1}; (_) -> fun "
        "lists:map/2 end after 1000 -> if X -> 'Quoted'; true -> $a end end.\n".

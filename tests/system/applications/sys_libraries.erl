%% SPDX-License-Identifier: Apache-2.0
%% include: eunit xmerl parsetools syntax_tools sasl runtime_tools
%% OTP's other libraries do their work: eunit, xmerl, parsetools, syntax_tools, sasl, runtime_tools.
-module(sys_libraries).
-export([main/0]).
-include("t.hrl").
-include_lib("eunit/include/eunit.hrl").
-include_lib("xmerl/include/xmerl.hrl").

%% All output takes the same way.
-define(S(Expr), io:format("~0p~n", [Expr])).

sum_test() -> ?assertEqual(3, 1 + 2).
more_test_() -> [?_assert(true), {"named", ?_assertError(badarith, id(1) / id(0))}].
wrong_test() -> ?assertEqual(1, id(2)).

main() ->
    logger:set_primary_config(level, none),
    ?S(eunit:test(?MODULE)),
    xml(),
    grammar(),
    forms(),
    ?S(application:ensure_all_started(sasl)),
    ?S(application:ensure_all_started(runtime_tools)),
    ?S(lists:sort([Name || {Name, _, _} <- application:which_applications()])).

xml() ->
    {Xml, []} = xmerl_scan:string("<?xml version='1.0'?><a x='1'><b>hej</b><b>p\x{e5}</b><c/></a>"),
    ?S([Text || #xmlText{value = Text} <- xmerl_xpath:string("//b/text()", Xml)]),
    ?S(lists:flatten(xmerl:export([Xml], xmerl_xml))),
    ?S(element(1, xmerl_sax_parser:stream(<<"<a><b/></a>">>, [{event_fun, fun count/3},
                                                             {event_state, 0}]))).

count(_Event, _Location, Count) -> Count + 1.

grammar() ->
    ok = file:write_file("sums.yrl", "Nonterminals e t. Terminals '+' n. Rootsymbol e.\n"
                         "Left 100 '+'.\n"
                         "e -> e '+' t : {plus, '$1', '$3'}. e -> t : '$1'.\n"
                         "t -> n : element(3, '$1').\n"),
    ?S(yecc:file("sums.yrl")),
    ok = file:write_file("words.xrl", "Definitions.\nD = [0-9]\nRules.\n"
                         "{D}+ : {token, {n, TokenLine, list_to_integer(TokenChars)}}.\n"
                         "\\+ : {token, {'+', TokenLine}}.\n[\\s\\n]+ : skip_token.\n"
                         "Erlang code.\n"),
    ?S(leex:file("words.xrl")),
    [begin
         {ok, Text} = file:read_file(File),
         ?S({File, byte_size(Text), erlang:phash2(Text)})
     end || File <- ["sums.erl", "words.erl"]].

forms() ->
    Text = "f(X) when X > 1 -> [Y || Y <- X];\nf(_) -> fun() -> #{a => <<1:8>>} end.\n",
    {ok, Tokens, _} = erl_scan:string(Text),
    {ok, Form} = erl_parse:parse_form(Tokens),
    io:format("~s~n", [erl_prettypr:format(Form)]),
    ?S(erl_syntax_lib:analyze_form(Form)),
    ?S(sets:to_list(erl_syntax_lib:variables(Form))).

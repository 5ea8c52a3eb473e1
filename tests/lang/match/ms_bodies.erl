%% SPDX-License-Identifier: Apache-2.0
%% Bodies of match specifications: constants, tuples, lists, maps, at any depth, of any mixture of
%% constant and other parts.
-module(ms_bodies).
-export([main/0]).
-include("t.hrl").

main() ->
    [body(B) || B <- bodies()],
    [body({{A, B}}) || A <- parts(), B <- parts()],
    [body([A, B]) || A <- parts(), B <- parts()],
    [body([A | B]) || A <- parts(), B <- parts()],
    [body({{A, {{B, A}}}}) || A <- parts(), B <- parts()],
    [body(#{A => B}) || A <- parts(), B <- parts()],
    [body(#{A => 1, B => A}) || A <- parts(), B <- parts()],
    [body({'=:=', A, B}) || A <- parts(), B <- parts()],
    several(),
    large(),
    shared().

body(B) ->
    Object = {1, two, [3], #{4 => 5}, {6}},
    Head = {'$1', '$2', '$3', '$4', '$5'},
    Guard = [{'=:=', B, B}],
    t:p("~0p: ~0p ~0p", [B, result(erlang:match_spec_test(Object, [{Head, [], [B]}], table)),
                         result(erlang:match_spec_test(Object, [{Head, Guard, [yes]}], table))]).

result({ok, Value, [], []}) -> Value;
result(Other) -> Other.

parts() ->
    ['$1', '$3', '$_', '$$', a, 1, [], "s", {{}}, {{x}}, {const, {'$1'}}, {const, a}, #{}, {'$1'},
     {is_pid, {self}}, {hd, '$1'}, <<"bin">>, {{{const, '$2'}, y}}].

bodies() ->
    [[], {}, {{}}, {{{}}}, {{{{}}}}, {const, '$1'}, {const, '$$'}, {const, [{a}]}, {const, #{a => {b}}},
     {const}, {const, 1, 2}, {1, 2}, {"a", b}, {{a, b}, c}, {{a}}, {[]}, {[], []}, {'$1', '$2'},
     '$6', '$_', '$$', '_', ['$1' | '$6'], {{'$1', '$7', '$8'}},
     "abc", ["abc", '$1'], ['$1', "abc"], [a, b | '$1'], [[[['$1']]]], [[[[a]]]], [{{[a]}}],
     1.5, 1 bsl 80, fun lists:map/2, <<1:3>>, #{a => '$1'}, #{'$1' => a}, #{'$1' => '$2', '$2' => '$1'},
     #{'$1' => a, 1 => b}, #{1 => a, '$1' => b}, #{{const, 1} => a, '$1' => b, 1 => c},
     #{{{a}} => {{b}}}, #{{const, a} => b, a => c}, #{a => #{b => '$1'}}, #{a => #{b => {const, c}}},
     #{a => {1}}, #{{1} => a}, #{a => '$9'}, #{'$9' => a}, #{a => {foo}, b => {bar, 1}},
     {map_get, 4, '$4'}, {map_get, 5, '$4'}, {element, 1, '$_'}, {element, 1, '$5'},
     {element, {element, 1, '$_'}, '$_'}, {{{'+', '$1', 1}, {'*', '$1', 1 bsl 70}}},
     {'+', {'*', '$1', 2}, {'-', '$1', 3}}, {'/', '$1', 0}, [{'/', '$1', 0}, ok],
     {{ok, {hd, []}, {tl, '$3'}}}].

several() ->
    ?T(erlang:match_spec_test({1}, [{{'$1'}, [], [a, '$1', {{b, '$1'}}]}], table)),
    ?T(erlang:match_spec_test({1}, [{{'$1'}, [], [{hd, '$1'}, c]}], table)),
    ?T(erlang:match_spec_test({1}, [{{'$1'}, [true, {is_integer, '$1'}, {'<', '$1', 2}], [c]}],
                              table)),
    ?T(erlang:match_spec_test({1}, [{{'$1'}, [true, 1], [c]}], table)),
    ?T(erlang:match_spec_test({1}, [{{'$1'}, [{const, true}], [c]}], table)),
    ?T(erlang:match_spec_test({1}, [{{'$1'}, ['$1'], [c]}], table)),
    ?T(erlang:match_spec_test({true}, [{{'$1'}, ['$1'], [c]}], table)).

large() ->
    Keys = [list_to_atom("k" ++ integer_to_list(N)) || N <- lists:seq(1, 50)],
    Map = maps:from_list([{K, '$1'} || K <- Keys]),
    {ok, Made, [], []} = erlang:match_spec_test({x}, [{{'$1'}, [], [Map]}], table),
    ?T(Made =:= maps:from_list([{K, x} || K <- Keys])),
    Plain = maps:from_list([{K, 1} || K <- Keys]),
    {ok, Same, [], []} = erlang:match_spec_test({x}, [{{'$1'}, [], [Plain]}], table),
    ?T(Same =:= Plain),
    {ok, Mixed, [], []} = erlang:match_spec_test({k7}, [{{'$1'}, [], [Plain#{'$1' => new}]}], table),
    ?T({map_size(Mixed), lists:member(maps:get(k7, Mixed), [1, new])}),
    List = lists:seq(1, 500),
    ?T(t:sum(erlang:match_spec_test({List}, [{{'$1'}, [], [List ++ '$1']}], table))),
    ?T(t:sum(erlang:match_spec_test({x}, [{{'$1'}, [], [{{list_to_tuple(List), '$1'}}]}], table))),
    ?T(t:sum(erlang:match_spec_test({x}, [{{'$1'}, [], [{{'$1', {list_to_tuple(List)}}}]}], table))),
    Binary = binary:copy(<<"0123456789">>, 100),
    ?T(erlang:match_spec_test({Binary}, [{{'$1'}, [], [{byte_size, '$1'}]}], table)),
    ?T(t:sum(erlang:match_spec_test({Binary}, [{{'$1'}, [], [{{'$1', '$1', Binary, '$_'}}]}], table))),
    ?T(erlang:match_spec_test({Binary}, [{{'$1'}, [], [{binary_part, '$1', 3, 5}]}], table)),
    ?T(erlang:match_spec_test({Binary}, [{{Binary}, [{'=:=', '$_', {{Binary}}}], [yes]}], table)).

%% What was built stays when memory is collected, and what was matched may go.
shared() ->
    Spec = [{{'$1', '$2'}, [{'>', {'+', '$1', 1 bsl 65}, 0}], [{{'$2', [self, {{'$1'}}], '$_'}}]}],
    Results = [erlang:match_spec_test({N, lists:seq(1, N rem 10)}, Spec, table)
               || N <- lists:seq(1, 2000)],
    erlang:garbage_collect(),
    ?T(t:sum(Results)).

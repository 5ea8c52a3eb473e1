%% SPDX-License-Identifier: Apache-2.0
%% Match specifications: every head against every object; what is bound, in which order.
-module(ms_heads).
-export([main/0]).
-include("t.hrl").

main() ->
    lists:foreach(fun head/1, heads()),
    numbers(),
    deep(),
    clauses().

head(Head) ->
    Results = [erlang:match_spec_test(Object, [{Head, [], ['$$']}], table) || Object <- objects()],
    t:p("~0p: ~0p", [short(Head), [short(R) || R <- Results]]).

short({ok, Value, [], []}) -> short(Value);
short(Map) when map_size(Map) > 32 -> {map, t:sum(lists:sort(maps:to_list(Map)))};
short([H | T]) -> [short(H) | short(T)];
short({A, B}) -> {short(A), short(B)};
short(Other) -> Other.

heads() ->
    ['_', '$1', '$0', '$01', '$', '$a', '$1a', '$_', '$$', a, 1, 1.0, 0.0, -0.0, [], {}, #{}, <<>>,
     <<"abc">>, 1 bsl 70, -(1 bsl 70), fun lists:map/2,
     {'_'}, {'$1'}, {'$1', '_'}, {'_', '$1'}, {'$1', '$1'}, {'$1', '$2'}, {'$2', '$1'},
     {a, '$1'}, {'$1', a}, {a, b}, {1, '$1'}, {1.0, '$1'}, {'$1', '$2', '$1'},
     {'$3', '$1', '$2'}, {'$1', {'$2', '$1'}}, {{'$1', '$2'}, '$2'}, {{a, '_'}, '$1'},
     {'$1', []}, {'$1', {}}, {'$1', #{}}, {'$1', <<"abc">>}, {'$1', 1 bsl 70},
     {'$1', 0.0}, {'$1', -0.0}, {'$1', 1.5},
     ['$1'], ['$1' | '$2'], ['$1', '$2'], ['_' | '$1'], ['$1', '_' | '$1'], [a | '$1'], [a, b],
     ['$1', '$1'], ["ab", '$1'], "ab", [['$1'], '$2'], [['$1' | '$3'] | '$2'],
     {['$1', '$2'], '$1'}, {['_', {'$1', '_'} | '$2'], '$3'}, {'$1', ['$2' | '$1']},
     #{a => '$1'}, #{a => '_'}, #{a => 1}, #{a => '$1', b => '$2'}, #{a => '$1', b => '$1'},
     #{a => {'$1', '$2'}, b => '$1'}, #{a => ['$1' | '_']}, #{a => #{b => '$1'}},
     #{a => #{b => '$1'}, b => #{}}, #{1 => '$1'}, #{1.0 => '$1'}, #{{'$1'} => '$1'},
     #{{'_'} => '$1'}, #{"k" => '$1'}, #{'$1' => a}, #{'_' => a}, {#{'$1' => a}}, {x, #{'_' => a}},
     {#{a => '$1'}, '$2'}, {'$2', #{a => '$1'}}, {#{a => '$1'}, '$1'}, {#{}, '_'},
     {{{{'$1'}}}}, {[[['$1']]]}, {{'$1', {'$2', {'$3', '$1'}}}},
     big_map('$1'), {'$1', big_map('$2')}].

objects() ->
    [a, '$1', '_', 1, 1.0, 0.0, -0.0, [], {}, #{}, <<>>, <<"abc">>, 1 bsl 70, fun lists:map/2,
     {a}, {'$1'}, {a, b}, {a, a}, {b, a}, {1, 1.0}, {1.0, 1}, {1, 1}, {a, b, a}, {a, b, c},
     {a, {b, a}}, {a, {a, b}}, {{a, b}, b}, {{b, a}, b}, {a, []}, {a, {}}, {a, #{}}, {a, <<"abc">>},
     {a, 1 bsl 70}, {a, 0.0}, {a, -0.0}, {a, 1.5}, {"x", "x"},
     [a], [a, b], [a, a], [a | b], [a, b | a], "ab", ["ab", c], [[a], b], [[a | c] | b],
     {[a, b], a}, {[a, {b, c}, d], e}, {[b, {c}], a}, {[a], [b, a]}, {[a], [b | [a]]},
     #{a => 1}, #{a => 1, b => 2}, #{a => 1, b => 1}, #{b => 1}, #{a => {1, 2}, b => 1},
     #{a => {1, 2}, b => 2}, #{a => [x, y]}, #{a => #{b => z}}, #{a => #{b => z}, b => #{c => d}},
     #{1 => x}, #{1.0 => x}, #{{'$1'} => x}, #{{'_'} => y}, #{"k" => v},
     {#{a => 1}, 1}, {#{a => 1, b => 2}, 2}, {1, #{a => 1}}, {#{}, #{}},
     {{{{deep}}}}, {[[["x"]]]}, {{1, {2, {3, 1}}}}, {{1, {2, {3, 4}}}},
     big_map(x), {1, big_map(y)}, {1, maps:remove(k20, big_map(y))}].

big_map(Value) ->
    maps:from_list([{list_to_atom("k" ++ integer_to_list(N)), N} || N <- lists:seq(1, 40)] ++
                   [{key, Value}]).

%% Variables with large and leading numbers; '$$' is in the order of the numbers.
numbers() ->
    Variables = ['$0', '$1', '$7', '$24', '$25', '$26', '$100', '$99999', '$2147483647'],
    Objects = lists:seq(1, length(Variables)),
    ?T(erlang:match_spec_test(list_to_tuple(Objects),
                              [{list_to_tuple(lists:reverse(Variables)), [], ['$$']}], table)),
    ?T(erlang:match_spec_test(list_to_tuple(Objects),
                              [{list_to_tuple(Variables), [], [{{'$26', '$2147483647'}}]}], table)),
    ?T(erlang:match_spec_test({1, 2}, [{{'$100', '$200'}, [], ['$150']}], table)),
    ?T(erlang:match_spec_test({1, 2}, [{{'$100', '$200'}, [{'>', '$3', '$4'}], ['$150']}], table)),
    ?T(erlang:match_spec_test({1, 2}, [{{'$100', '$200'}, [{'<', '$100', '$200'}], ['$$']}], table)).

%% Nested deeply, and long.
deep() ->
    Nest = fun(Bottom, N) -> lists:foldl(fun(_, T) -> {x, T} end, Bottom, lists:seq(1, N)) end,
    Lists = fun(Bottom, N) -> lists:foldl(fun(_, T) -> [T] end, Bottom, lists:seq(1, N)) end,
    ?T(erlang:match_spec_test(Nest(y, 50000), [{Nest('$1', 50000), [], ['$1']}], table)),
    ?T(erlang:match_spec_test(Lists(y, 50000), [{Lists('$1', 50000), [], ['$1']}], table)),
    ?T(erlang:match_spec_test(Nest(y, 49999), [{Nest({z, '$1'}, 50000), [], ['$1']}], table)),
    Long = lists:seq(1, 30000),
    ?T(erlang:match_spec_test(Long, [{lists:duplicate(30000, '_'), [], [yes]}], table)),
    ?T(erlang:match_spec_test(Long, [{lists:duplicate(30000, '_') ++ '$1', [], ['$1']}], table)),
    ?T(erlang:match_spec_test(Long, [{Long, [], [{{a, {size, {{1, 2}}}}}]}], table)),
    Wide = list_to_tuple(Long),
    ?T(erlang:match_spec_test(Wide, [{setelement(77, Wide, '$1'), [], ['$$']}], table)).

clauses() ->
    Spec = [{{a, '$1'}, [{is_atom, '$1'}], [{{atom, '$1'}}]},
            {{a, '$2'}, [{is_integer, '$2'}, {'>', '$2', 5}], [{{large, '$$'}}]},
            {{'$1', '$2'}, [{'=:=', '$1', '$2'}], ['$_', same]},
            {'$5', [{'==', '$5', 1}], [one, '$5']},
            {['$1' | '_'], [], [{{list, '$1'}}]},
            {{'_', {'$1', '$2'}}, [false], [never]},
            {{'_', {'$1', '$2'}}, [{'not', {is_list, '$1'}}], [{{'$2', '$1'}}]}],
    [t:p("~0p: ~0p", [O, erlang:match_spec_test(O, Spec, table)]) ||
        O <- [{a, b}, {a, 3}, {a, 6}, {b, b}, 1, 1.0, 2, [x, y], "", {c, {1, 2}}, {c, {[], 2}}]].

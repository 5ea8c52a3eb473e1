%% SPDX-License-Identifier: Apache-2.0
%% What is no match specification, and what is said about it.
-module(ms_invalid).
-export([main/0]).
-include("t.hrl").

main() ->
    [t:p("~0p ~w: ~0p", [Spec, Kind, t:catching(fun() -> test(Spec, Kind) end)])
     || Spec <- specs(), Kind <- [table, trace]],
    [t:p("~0p in ~0p: ~0p", [E, Context, t:catching(fun() -> test([clause(E, Context)], Kind) end)])
     || E <- expressions(), Kind <- [table, trace], Context <- [guard, body, inner]],
    t:bif(erlang, match_spec_test, [[{1}, [{'_', [], [a]}], other], [{1}, [{'_', [], [a]}], []],
                                    [a, [{'_', [], [a]}], trace], [{1}, [{'_', [], [a]}], trace],
                                    [{1}, x, trace], [[1], x, trace], [{1}, x, table]]).

test(Spec, table) -> erlang:match_spec_test({1, 2}, Spec, table);
test(Spec, trace) -> erlang:match_spec_test([1, 2], Spec, trace).

clause(E, guard) -> {'_', [E], [1]};
clause(E, body) -> {'_', [], [E]};
clause(E, inner) -> {'_', [{'and', E, {foo}}, {'==', E, 1}], [{{a, E}}, [E | E]]}.

specs() ->
    [[], a, {}, {'_', [], ['$_']}, [a], [{}], [{a}], [{a, b}], [{a, [], [], []}], [{'_', [], []} | x],
     [[]], [{'_', [], ['$_']}, a], [{'_', [], ['$_']}, {'_', [], []}],
     [{'_', [], []}], [{'_', [], a}], [{'_', a, [a]}], [{'_', [a | b], [a]}], [{'_', [], [a | b]}],
     [{'_', {}, [a]}], [{'_', [], {}}], [{'_', [], #{}}], [{'_', a, b}], [{'_', [{foo}], b}],
     [{'_', [{foo}], [{bar}, {baz, 1}]}], [{'_', [{foo}], [1]}, {'_', [{bar}], [1]}],
     [{'_', [true], [1]}, {'_', [{bar}], [1]}], [{'$1', ['$2'], ['$3', '$1']}],
     [{{'$1'}, ['$2'], ['$3', '$1']}], [{['$1'], ['$2'], ['$3', '$1']}],
     [{[], [], [a]}], [{['_' | x], [], [a]}], [{['_', '_'], [], [a]}], [{{'_', '_'}, [], [a]}],
     [{[a, b | '$1'], [], [a]}], [{#{}, [], [a]}], [{#{'$1' => 1}, [], [a]}],
     [{#{'_' => 1}, [], [a]}], [{{#{'_' => 1}, '_'}, [{foo}], [a]}], [{[#{'$1' => 1}, '_'], [], [a]}],
     [{1, [], [a]}], [{a, [], [a]}], [{"ab", [], [a]}], [{<<1>>, [], [a]}], [{1.5, [], [a]}],
     [{{}, [], [a]}], [{'$1', [], ['$1']}], [{'_', [], ['$_']}], [{'_', [], ['$$']}],
     [{a, [], b, c}, x], [{['$1', '$2'], [], [{message, '$$'}]}],
     [{['$1', '$2'], [], [{message, '$_'}]}], [{'$1', [], [{message, '$_'}]}],
     [{'_', [], [{message, '$_'}]}], [{{'$1', '$2'}, [], [{message, {{'$2', '$1'}}}]}],
     [{['$1'], [], []}, {['$1', '$1'], [], [{message, same}]}, {['$1', '$2'], [], [{message, '$1'}]}],
     [{['$1', '$2'], [{'>', '$1', '$2'}], []}, {['_', '$2'], ['$2'], [{message, true}]}]].

expressions() ->
    [{}, {1}, {1, 2}, {"a"}, {[]}, {{a}, b}, {#{}}, {'$1'}, {'$1', a}, {foo}, {foo, 1, 2}, {'Foo', 1},
     {'foo bar'}, {'', 1}, {is_atom}, {is_atom, a, b}, {element, 1}, {hd, 1, 2}, {const}, {const, 1, 2},
     {const, {foo}}, {self, 1}, {'and'}, {'or'}, {'andalso'}, {'orelse'}, {'andthen'}, {'not'}, {'xor', a},
     '$1', '$17', ['$1', '$2'], {{'$1', '$2'}}, #{a => '$1', b => {foo}}, #{{foo} => '$1'},
     {'+', '$1', {foo}}, {'and', '$1', {foo}, {bar}}, {'orelse', '$1', {foo}}, [{foo} | {bar}],
     {lists:duplicate(60, a), x}, {a_function_whose_name_is_so_long_that_the_text_about_it_has_to_be_cut_somewhere, a,
                                   b}, {foo, lists:seq(1, 100)}, {1, lists:seq(1, 100)},
     {const, lists:seq(1, 3), lists:seq(1, 200)}, {'and', {1, <<"binary">>, 1.5, self, #{a => b}}},
     {'and', {2, "string", "\n\"", [200, 300], 'Atom', 'a b', {}, fun lists:map/2}},
     {message}, {message, 1}, {message, 1, 2}, {return_trace}, {return_trace, 1}, {exception_trace},
     {exception_trace, 1}, {is_seq_trace}, {is_seq_trace, 1}, {set_seq_token}, {set_seq_token, label},
     {set_seq_token, label, 1}, {set_seq_token, foo, 1}, {set_seq_token, label, 1, 2}, {get_seq_token},
     {get_seq_token, 1}, {display}, {display, 1, 2}, {process_dump, 1}, {enable_trace}, {enable_trace, send},
     {enable_trace, foo}, {enable_trace, 1, send}, {enable_trace, {self}, send}, {enable_trace, {self}, foo},
     {enable_trace, nobody_is_called_this, send}, {enable_trace, 1, 2, 3}, {disable_trace},
     {disable_trace, call}, {disable_trace, foo}, {disable_trace, {self}, all}, {disable_trace, 1, 2, 3},
     {trace}, {trace, []}, {trace, [], []}, {trace, [], [send]}, {trace, [send, call], [call]},
     {trace, [foo], []}, {trace, [], [foo]}, {trace, send, []}, {trace, {self}, [], []},
     {trace, nobody_is_called_this, [], []}, {trace, 1, 2, 3, 4}, {caller}, {caller, 1}, {caller_line},
     {caller_line, 1}, {silent}, {silent, true}, {silent, foo}, {silent, 1, 2}, {get_tcw}, {get_tcw, 1},
     {set_tcw}, {set_tcw, 1}, {set_tcw, a}, {set_tcw, -1}, {set_tcw, 1 bsl 32}, {set_tcw, 1, 2},
     {set_tcw_fake, 1}, {set_tcw_fake, a}].

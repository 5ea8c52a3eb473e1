%% SPDX-License-Identifier: Apache-2.0
%% Every function of match specifications over many arguments, in guards and in bodies; and names
%% that are none.
-module(ms_functions).
-export([main/0]).
-include("t.hrl").

main() ->
    [unary(F, A) || F <- unary(), A <- values()],
    [binary(F) || F <- binary()],
    ternary(),
    nullary(),
    names().

unary() ->
    [is_atom, is_float, is_integer, is_list, is_number, is_pid, is_port, is_reference, is_tuple,
     is_map, is_binary, is_function, abs, hd, length, node, round, size, map_size, bit_size,
     byte_size, tl, trunc, float, '+', '-', 'bnot', 'not'].

binary() ->
    [element, map_get, is_map_key, binary_part, '+', '-', '*', '/', 'div', 'rem', 'band', 'bor',
     'bxor', 'bsl', 'bsr', '>', '>=', '<', '=<', '=:=', '==', '=/=', '/=', 'xor', 'and', 'or',
     'andalso', 'orelse', 'andthen'].

values() ->
    [true, false, a, 0, 1, -7, 3, 1 bsl 70, -(1 bsl 70), 0.0, -0.0, 2.5, -2.5, 1.0e300, [], [1, 2],
     [1 | 2], "abc", {}, {1}, {a, b, c}, #{}, #{a => 1}, #{1 => x}, <<>>, <<"abc">>, <<1:3>>, {1, 1},
     fun lists:map/2].

%% In a guard the value has to be true; in a body a failure is 'EXIT'.
evaluate(Expression, Object, Head) ->
    {result(erlang:match_spec_test(Object, [{Head, [Expression], [yes]}], table)),
     result(erlang:match_spec_test(Object, [{Head, [], [Expression]}], table))}.

result({ok, Value, [], []}) -> Value;
result(Other) -> Other.

unary(F, A) ->
    t:p("~w ~0p: ~0p", [F, A, evaluate({F, '$1'}, {A}, {'$1'})]),
    case is_tuple(A) orelse is_map(A) orelse is_list(A) of
        true -> ok;
        false -> t:p("~w ~0p: ~0p", [F, A, evaluate({F, A}, {x}, {'$1'})])
    end.

binary(F) ->
    [t:p("~w ~0p: ~0p", [F, A, [evaluate({F, '$1', '$2'}, {A, B}, {'$1', '$2'}) || B <- values()]])
     || A <- values()],
    t:p("~w ~0p", [F, evaluate({F, '$1', {const, 1}}, {5}, {'$1'})]).

ternary() ->
    [t:p("is_record ~0p: ~0p", [{T, Tag, Size},
                                evaluate({is_record, '$1', '$2', '$3'}, {T, Tag, Size},
                                         {'$1', '$2', '$3'})])
     || T <- [{}, {a}, {a, b}, {"a", b}, a, [a]], Tag <- [a, b, "a", 1], Size <- [1, 2, 0, -1, a, 2.0,
                                                                                1 bsl 70]],
    [t:p("binary_part ~0p: ~0p", [{B, S, L},
                                  evaluate({binary_part, '$1', '$2', '$3'}, {B, S, L},
                                           {'$1', '$2', '$3'})])
     || B <- [<<"hello">>, <<1:9>>, a], S <- [0, 2, 5, 6, -1, a], L <- [0, 1, 5, -1, -2, a]].

nullary() ->
    ?T(evaluate({node}, {}, '_')),
    ?T(evaluate({'=:=', {node}, {node, {self}}}, {}, '_')),
    ?T(evaluate({'=:=', {self}, {const, self()}}, {}, '_')),
    ?T(evaluate({is_pid, {self}}, {}, '_')),
    ?T(evaluate({self, 1}, {}, '_')),
    ?T(evaluate({'and', true}, {}, '_')),
    ?T(evaluate({'and'}, {}, '_')),
    ?T(evaluate({'or'}, {}, '_')),
    ?T(evaluate({'andalso'}, {}, '_')),
    ?T(evaluate({'orelse'}, {}, '_')).

%% What looks like a function, with every number of arguments.
names() ->
    Names = [is_atom, is_bitstring, is_boolean, is_function, is_record, tuple_size, floor, ceil, min,
             max, setelement, element, hd, node, size, self, const, get_tcw, set_tcw, set_tcw_fake,
             message, display, return_trace, exception_trace, caller, caller_line, silent, trace,
             enable_trace, disable_trace, is_seq_trace, set_seq_token, get_seq_token, process_dump,
             '++', '--', '!', '=', foo, 'Strange name', '$_', '$$', '_', '$1', object, 'not', 'xor',
             map_get, binary_part, length, abs],
    [t:p("~0p ~w: ~0p", [Call, Kind, erlang:match_spec_test(Object, [{Head, G, B}], Kind)])
     || {Kind, Object, Head} <- [{table, {1}, {'$1'}}, {trace, [1], ['$1']}], Name <- Names, Count <- [0, 1, 2, 3, 4],
        Call <- [list_to_tuple([Name | lists:duplicate(Count, 1)])],
        {G, B} <- [{[Call], [1]}, {[], [Call]}], shown(Call, Kind, B)].

%% What prints or writes a report, or takes the process's own data.
shown({display, _}, trace, _) -> false;
shown({process_dump}, trace, _) -> false;
shown({self}, _, _) -> false;
shown(_, _, _) -> true.

%% SPDX-License-Identifier: Apache-2.0
%% Match specifications: and, or, andalso, orelse of up to three operands, constant or not, in
%% guards and bodies; nested; in the order of evaluation that traces show.
-module(ms_logic).
-export([main/0]).
-include("t.hrl").

main() ->
    [t:p("~0p: ~0p", [E, evaluate(E)])
     || Op <- ['and', 'or', 'andalso', 'orelse'],
        E <- [{Op, A} || A <- operands()] ++ [{Op, A, B} || A <- operands(), B <- operands()]],
    [t:p("~0p: ~0p", [E, evaluate(E)])
     || Op <- ['and', 'or', 'andalso', 'orelse'], A <- few(), B <- few(), C <- few(),
        E <- [{Op, A, B, C}]],
    [t:p("~0p: ~0p", [E, evaluate(E)])
     || Out <- ['and', 'or', 'andalso', 'orelse', 'xor', '=:='],
        In <- ['and', 'or', 'andalso', 'orelse', 'xor'],
        A <- few(), B <- few(),
        E <- [{Out, {In, A, B}, B}, {Out, A, {In, B, A}}, {'not', {In, {Out, A, B}, A}}]],
    nested(100),
    nested(20000),
    order().

operands() -> [true, false, x, '$1', '$2', '$3', {hd, '$3'}, {const, true}, {'not', '$1'}].
few() -> [true, '$2', '$3'].

evaluate(E) ->
    [result(erlang:match_spec_test({true, false, x}, [{{'$1', '$2', '$3'}, G, B}], table))
     || {G, B} <- [{[E], [yes]}, {[], [E]}, {[], [{{E, a, [E | E]}}]}]].

result({ok, Value, [], []}) -> Value;
result(Other) -> Other.

nested(N) ->
    Or = lists:foldl(fun(I, T) -> {'orelse', {'==', I, '$1'}, T} end, false, lists:seq(1, N)),
    And = lists:foldl(fun(I, T) -> {'and', {'=/=', I, '$1'}, T} end, true, lists:seq(1, N)),
    case N =< 1000 of
        true ->
            ?T([element(2, erlang:match_spec_test({X}, [{{'$1'}, [Or], [{{x, '$1'}}]}], table))
                || X <- [1, N, N + 1, 0]]),
            ?T([element(2, erlang:match_spec_test({X}, [{{'$1'}, [And], [{{x, '$1'}}]}], table))
                || X <- [1, N, N + 1, 0]]);
        false ->
            %% Too deep for some: then an error, never a crash.
            catch erlang:match_spec_test({1}, [{{'$1'}, [Or], ['$1']}], table),
            catch erlang:match_spec_test({1}, [{{'$1'}, [And], ['$1']}], table)
    end.

%% The last argument first; andalso and orelse from the first on.
order() ->
    Show = fun(X) -> {display, X} end,
    Test = fun(E) -> t:p("~0p: ~0p", [E, erlang:match_spec_test([a], [{['$1'], [], [E]}], trace)]) end,
    Test({'and', Show(1), Show(2), Show(3)}),
    Test({'or', Show(1), Show(2), Show(3)}),
    Test({'andalso', Show(1), Show("two"), Show(3.0)}),
    Test({'orelse', Show({{1, '$1'}}), Show(2)}),
    Test({'andalso', false, Show(1)}),
    Test({'=:=', Show(1), Show(2)}),
    Test({{Show(1), Show(2), {{Show(3), Show(4)}}}}),
    Test([Show(1), Show(2) | Show(3)]),
    Test({is_record, Show(1), Show(2), Show(3)}),
    Test({message, {display, {message, 5}}}),
    Test({{{message, 1}, {message, 2}, '$_'}}),
    Test([{message, 1}, {message, 2}]).

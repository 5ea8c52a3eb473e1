%% SPDX-License-Identifier: Apache-2.0
%% Tokens in match specifications of traced functions and messages.
-module(sqt_match).
-export([main/0, f/1, g/1, h/1]).
-include("t.hrl").
-include("proc.hrl").

f(X) -> id(X).
g(X) -> id(X).
h(X) -> id(X).

main() ->
    P = proc:names(tracing:start(), tracee),
    M = ?MODULE,
    erlang:trace(P, true, [call]),
    erlang:trace_pattern({M, f, 1}, [{'_', [], [{message, {get_seq_token}}]}], []),
    erlang:trace_pattern({M, g, 1}, [{'_', [{is_seq_trace}], [{message, {{g, {get_seq_token}}}}]}], []),
    call(P, f, plain),
    call(P, g, plain),
    seq_trace:set_token(label, {"main", self()}),
    call(P, f, token),
    call(P, g, token),
    seq_trace:set_token([]),
    [begin
         erlang:trace_pattern({M, h, 1}, [{'_', [], [{set_seq_token, Item, Value}]}], []),
         call(P, h, Item),
         call(P, f, {then, Item})
     end || {Item, Value} <- [{label, 5}, {label, {{"text", 1 bsl 70}}}, {send, true}, {send, foo}, {foo, 1},
                              {serial, {{3, 4}}}, {serial, 3}, {timestamp, true}, {print, false},
                              {sequential_trace_token, []}]],
    %% The same call sets, and looks.
    erlang:trace_pattern({M, h, 1}, [{['$1'], [], [{set_seq_token, label, '$1'}, {message, {get_seq_token}}]}], []),
    [call(P, h, Label) || Label <- [[1, 2, 3], <<"bin">>, {a, "b"}, lists:seq(1, 50)]],
    [begin
         erlang:trace_pattern({M, h, 1}, [{'_', [], [{message, {{{is_seq_trace}, {get_seq_token}}}}]}], []),
         call(P, h, keep)
     end || _ <- [1, 2]],
    %% When a message is sent.
    erlang:trace(P, true, [send]),
    erlang:trace_pattern(send, [{[self(), '_'], [], [{set_seq_token, label, {{"sent", [1, 2]}}}]}], []),
    ?S(tracing:call(P, seq_trace, get_token, [])),
    ?S(seq_trace:get_token(label)),
    tracing:show(P),
    seq_trace:set_token([]),
    Test = fun(Spec) -> ?S(erlang:match_spec_test([a], [{'_', [], Spec}], trace)) end,
    Tests = fun() ->
        Test([{message, {is_seq_trace}}]),
        Test([{message, {get_seq_token}}]),
        [Test([{message, {set_seq_token, I, V}}])
         || {I, V} <- [{label, 1}, {serial, {{1, 2}}}, {send, true}, {foo, 1}]]
    end,
    Tests(),
    seq_trace:set_token(label, {here}),
    Tests(),
    ?S(seq_trace:get_token()),
    seq_trace:reset_trace().

call(P, F, X) ->
    ?S({F, tracing:call(P, ?MODULE, F, [X])}),
    tracing:show(P).

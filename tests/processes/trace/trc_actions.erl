%% SPDX-License-Identifier: Apache-2.0
%% What match specifications can do beside adding a message: flags of the process and of others,
%% silence, the caller.
-module(trc_actions).
-export([main/0, on/0, off/0, quiet/1, f/1, g/1, outer/1, mirror/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    Q = proc:names(tracing:start(), other),
    register(trc_other, Q),
    M = ?MODULE,
    erlang:trace(P, true, [call]),
    Do = fun(Calls) ->
        [proc:show(F, tracing:call(P, M, F, A)) || {F, A} <- Calls],
        tracing:call(Q, erlang, self, []),
        tracing:show(P),
        proc:show(flags, [erlang:trace_info(X, flags) || X <- [P, Q]])
    end,
    erlang:trace_pattern({M, f, 1}, true, []),
    [begin
         proc:show(action, {On, Off}),
         erlang:trace_pattern({M, on, 0}, [{'_', [], On}], []),
         erlang:trace_pattern({M, off, 0}, [{'_', [], Off}], []),
         Do([{on, []}, {f, [1]}, {off, []}, {f, [2]}])
     end || {On, Off} <- [{[{enable_trace, send}], [{disable_trace, send}]},
                          {[{enable_trace, arity}, {message, false}], [{disable_trace, arity}]},
                          {[{message, {enable_trace, Q, arity}}], [{message, {disable_trace, trc_other, arity}}]},
                          {[{message, {enable_trace, foo}}], [{message, {enable_trace, nobody, send}}]},
                          {[{message, {trace, [], [arity]}}], [{message, {trace, [arity], []}}]},
                          {[{message, {trace, [], []}}], [{message, {trace, [foo], []}}]},
                          {[{silent, true}], [{silent, false}]},
                          {[{message, {silent, true}}], [{message, {silent, false}}]},
                          {[{silent, foo}], [{silent, 1}]}]],
    erlang:trace_pattern({M, '_', '_'}, false, []),
    ?S(erlang:trace(P, true, [silent])),
    erlang:trace_pattern({M, quiet, 1}, [{[on], [], [{silent, false}]}, {[off], [], [{silent, true}]}], []),
    erlang:trace_pattern({M, g, 1}, [{'_', [], [{return_trace}]}], []),
    Do([{g, [1]}, {quiet, [on]}, {g, [2]}, {quiet, [off]}, {g, [3]}]),
    ?S(erlang:trace(P, false, [silent])),
    erlang:trace_pattern({M, '_', '_'}, [{'_', [], [{message, {{{caller}, {self}}}}]}], [local]),
    Do([{outer, [1]}]),
    erlang:trace_pattern({M, '_', '_'}, false, [local]),
    erlang:trace_pattern({M, mirror, 1}, [{['$1'], [{'==', '$1', {get_tcw}}], [{message, {get_tcw}}]},
                                          {['$1'], [{is_tuple, '$1'}], [{message, {element, 1, '$1'}}]},
                                          {['$1'], [{is_list, '$1'}], [{message, {'+', {hd, '$1'}, 1}}]},
                                          {['$1'], [], [{message, '$$'}, {set_tcw, 7}]}], []),
    ?S([tracing:call(P, M, mirror, [X]) || X <- [0, {a, b}, [1], [x], 1.5, 7]]),
    tracing:show(P),
    ?S(erlang:system_info(trace_control_word)),
    ?S(erlang:trace_pattern({M, '_', '_'}, false, [])).

on() -> put(on, 1), ok.
off() -> put(off, 1), ok.
quiet(X) -> put(quiet, X), ok.
f(X) -> put(f, X), ok.
g(X) -> put(g, X), ok.
outer(X) -> put(outer, X), {f(X), ?MODULE:g(X), lists:map(fun ?MODULE:f/1, [X])}.
mirror(X) -> put(mirror, X), ok.

%% SPDX-License-Identifier: Apache-2.0
%% Global call tracing: remote calls in every form, what match specifications choose and add,
%% return_trace, exception_trace, and what local calls do not tell.
-module(trc_calls).
-export([main/0, a/1, b/1, c/2, tail/1, fails/1, throws/1, many/7, bin/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    M = ?MODULE,
    ?S(erlang:trace(P, true, [call])),
    Calls = fun() ->
        [tracing:call(P, M, F, A) || {F, A} <- [{a, [1]}, {a, [x]}, {b, [2]}, {tail, [3]}, {fails, [1]}, {throws, [1]},
                                                {many, [1, 2, 3, 4, 5, 6, 7]}, {bin, [<<1, 2, 3, 4>>]}, {none, []}]],
        tracing:call(P, erlang, apply, [fun M:a/1, [fun_call]]),
        tracing:call(P, lists, map, [fun M:a/1, [1, 2]]),
        tracing:call(P, erlang, apply, [M, a, [applied]]),
        C = tracing:call(P, erlang, spawn, [M, a, [spawned]]),
        proc:ended(C),
        tracing:show(P)
    end,
    [begin
         proc:show(pattern, Spec),
         erlang:trace_pattern({M, '_', '_'}, Spec, []),
         Calls()
     end || Spec <- [true, [{['$1'], [{is_integer, '$1'}], []}], [{'_', [], [{return_trace}]}], [{'_', [], [{exception_trace}]}],
                     [{'_', [], [{message, {caller}}]}], [{['$1'], [], [{message, {{got, '$1', {self}}}}]}],
                     [{'_', [], [{message, false}, {return_trace}]}], [{'_', [], [{message, true}]}],
                     [{['_', '_'], [], [{message, two}]}, {['_'], [{'<', 1, 2}], [{message, one}]}, {'$1', [], [{message, '$1'}]}]]],
    ?S(erlang:trace(P, true, [arity])),
    erlang:trace_pattern({M, '_', '_'}, [{'_', [], [{return_trace}]}], [global]),
    Calls(),
    ?S(erlang:trace(P, true, [silent])),
    Calls(),
    ?S(erlang:trace(P, false, [silent, arity])),
    ?S(erlang:trace_pattern({M, a, 1}, false, [])),
    Calls(),
    ?S(erlang:trace_pattern({M, '_', '_'}, false, [])),
    Calls(),
    ?S(erlang:trace(P, false, [call])),
    tracing:stop(P).

a(X) -> put(a, X), {a, X}.
b(X) -> {?MODULE:a(X), a(X), local(X)}.
c(X, Y) -> {?MODULE:a(X), Y}.
local(X) -> put(b, X).
tail(0) -> done;
tail(N) -> ?MODULE:tail(N - 1).
fails(X) -> {?MODULE:a(X), ?MODULE:c(X, X) + 1}.
throws(X) -> (catch throw(?MODULE:c(X, X))), (catch ?MODULE:fails(X)), throw({thrown, X}).
many(A, B, C, D, E, F, G) -> put(many, {A, B, C, D, E, F, G}), ok.
bin(<<>>) -> [];
bin(<<X, Rest/binary>>) -> [X | ?MODULE:bin(Rest)].

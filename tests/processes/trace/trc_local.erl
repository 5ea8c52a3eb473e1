%% SPDX-License-Identifier: Apache-2.0
%% Local call tracing: calls inside a module, recursion, tail calls, funs, return_to, exceptions.
-module(trc_local).
-export([main/0, run/1, fails/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    M = ?MODULE,
    [traced(P, Flags, Spec, Kinds) || Flags <- [[], [return_to]],
        {Spec, Kinds} <- [{true, [local]}, {[{'_', [], [{return_trace}]}], [local]}, {[{'_', [], [{exception_trace}, {message, {caller}}]}], [local]}]],
    ?S(erlang:trace(P, true, [call, return_to])),
    ?S(erlang:trace_pattern({M, loop, '_'}, [{[0, '_'], [], []}, {['_', '$1'], [{'>', {length, '$1'}, 2}], []}], [local])),
    ?S(tracing:call(P, M, run, [loop])),
    tracing:show(P),
    ?S(erlang:trace_pattern({M, '_', '_'}, false, [local])),
    ?S(tracing:call(P, M, run, [loop])),
    tracing:show(P),
    ?S(erlang:trace_pattern({lists, foldl, 3}, [{'_', [], [{return_trace}]}], [local])),
    ?S(tracing:call(P, M, run, [fold])),
    tracing:show(P),
    ?S(erlang:trace_pattern({lists, '_', '_'}, false, [local])),
    tracing:stop(P).

traced(P, Flags, Spec, Kinds) ->
    erlang:trace(P, true, [call | Flags]),
    proc:show({Flags, Spec}, erlang:trace_pattern({?MODULE, '_', '_'}, Spec, Kinds)),
    [begin
         proc:show(What, tracing:call(P, ?MODULE, run, [What])),
         tracing:show(P)
     end || What <- [plain, loop, tail, caught, tried, fun_call, yield, many, binary]],
    tracing:call(P, ?MODULE, fails, [uncaught]),
    tracing:show(P),
    erlang:trace_pattern({?MODULE, '_', '_'}, false, Kinds),
    tracing:call(P, ?MODULE, run, [plain]),
    tracing:show(P),
    erlang:trace(P, false, [all]).

run(plain) -> one(1) + two(2);
run(loop) -> loop(3, []);
run(tail) -> tail(2);
run(caught) -> {catch fails(a), catch one(2)};
run(tried) -> try nested(3) catch error:E -> {E, one(3)} after put(after_, one(4)) end;
run(fun_call) -> F = fun(X) -> put(x, X), one(X) end, F(5) + F(6);
run(yield) -> erlang:yield(), N = one(1), erlang:garbage_collect(), one(N);
run(many) -> many(1, 2, 3, 4, 5, 6, 7, [8]);
run(binary) -> binary(<<"abc">>, []);
run(fold) -> lists:foldl(fun(X, S) -> put(fold, X), X + S end, 0, [1, 2, 3]).

one(X) -> put(one, X), X.
two(X) -> put(two, X), one(X) + one(X + 1).
loop(0, Acc) -> put(loop, Acc), Acc;
loop(N, Acc) -> put(loop, N), loop(N - 1, [N | Acc]).
tail(0) -> put(tail, 0), one(0);
tail(N) -> put(tail, N), other(N - 1).
other(N) -> put(other, N), tail(N).
fails(X) -> put(fails, X), error({failed, one(X)}).
nested(0) -> put(nested, 0), 1 + fails(x);
nested(N) -> put(nested, N), 1 + nested(N - 1).
many(A, B, C, D, E, F, G, H) -> put(many, H), {G, F, E, D, C, B, A, one(8)}.
binary(<<C, Rest/binary>>, Acc) -> put(binary, C), binary(Rest, [C | Acc]);
binary(<<>>, Acc) -> put(binary, Acc), Acc.

%% SPDX-License-Identifier: Apache-2.0
%% Meta tracing and call counts: for all processes, traced or not; a meta tracer that ends.
-module(trc_meta).
-export([main/0, work/1, native/0, collect/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    M = ?MODULE,
    Show = fun() -> [proc:show(meta, setelement(tuple_size(T), T, time)) || T <- tracing:messages(P)] end,
    [begin
         proc:show(Spec, erlang:trace_pattern({M, inner, 2}, Spec, Kinds)),
         proc:show(info, [erlang:trace_info({M, inner, 2}, K) || K <- [traced, meta, meta_match_spec]]),
         tracing:call(P, M, work, [2]),
         Show()
     end || Spec <- [true, [{['$1', '_'], [{is_integer, '$1'}], [{message, '$1'}, {return_trace}]}], [{'_', [], [{exception_trace}]}]],
            Kinds <- [[meta], [{meta, self()}]]],
    tracing:call(P, M, work, [fail]),
    Show(),
    work(1),
    ?S(tracing:messages(P)),
    ?S(erlang:trace_pattern({erlang, atom_to_list, 1}, [{'_', [], [{return_trace}]}], [meta])),
    tracing:call(P, M, native, []),
    Show(),
    ?S(erlang:trace_pattern({erlang, atom_to_list, 1}, false, [meta])),
    Other = spawn(?MODULE, collect, [self()]),
    ?S(erlang:trace_pattern({M, inner, 2}, true, [{meta, Other}])),
    ?S(element(2, erlang:trace_info({M, inner, 2}, meta)) =:= Other),
    tracing:call(P, M, work, [1]),
    Other ! {give, self()},
    receive {given, Told} -> proc:show(told, [setelement(tuple_size(T), T, time) || T <- Told]) end,
    proc:kill(Other),
    ?S(tracing:call(P, M, work, [1])),
    ?S(tracing:messages(P)),
    ?S(erlang:trace_pattern({M, '_', '_'}, false, [meta])),
    counts(P).

counts(P) ->
    M = ?MODULE,
    Count = fun() -> [erlang:trace_info({M, F, A}, call_count) || {F, A} <- [{inner, 2}, {work, 1}, {native, 0}]] end,
    ?S(Count()),
    ?S(erlang:trace_pattern({M, inner, 2}, true, [call_count])),
    ?S(erlang:trace_pattern({M, work, '_'}, true, [call_count])),
    ?S(Count()),
    tracing:call(P, M, work, [5]),
    work(2),
    ?S(Count()),
    ?S(erlang:trace_pattern({M, inner, 2}, pause, [call_count])),
    work(3),
    ?S(Count()),
    ?S(erlang:trace_pattern({M, inner, 2}, restart, [call_count])),
    work(1),
    ?S(Count()),
    ?S(erlang:trace_info({M, inner, 2}, all)),
    ?S(erlang:trace_pattern({M, inner, 2}, true, [local])),
    ?S(erlang:trace_info({M, inner, 2}, all)),
    ?S(erlang:trace_pattern({M, '_', '_'}, false, [call_count])),
    ?S(Count()),
    ?S(erlang:trace_pattern({M, '_', '_'}, false, [local])),
    work(1),
    ?S(Count()).

work(N) -> put(work, N), catch inner(N, x).
inner(0, X) -> put(inner, X), X;
inner(N, X) -> put(inner, N), inner(N - 1, X).
native() -> atom_to_list(t:id(abc)).

collect(_) -> collected([]).
collected(All) ->
    receive
        {give, To} -> To ! {given, lists:reverse(All)}, collected([]);
        T -> collected([T | All])
    end.

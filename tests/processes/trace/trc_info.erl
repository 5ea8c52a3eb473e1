%% SPDX-License-Identifier: Apache-2.0
%% erlang:trace_info/2 of processes, of those to come, of functions, of modules to come; what tracing
%% of functions counts.
-module(trc_info).
-export([main/0, one/1, two/2]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    all_flags(P),
    new(),
    functions(),
    modules().

all_flags(P) ->
    ?S([erlang:trace_info(P, K) || K <- [flags, tracer]]),
    [begin
         erlang:trace(P, true, [F]),
         proc:show(F, [erlang:trace_info(P, K) || K <- [flags, tracer]]),
         erlang:trace(P, false, [F]),
         proc:show(F, [erlang:trace_info(P, K) || K <- [flags, tracer]])
     end || F <- [send, 'receive', procs, call, running, running_procs, garbage_collection, timestamp, monotonic_timestamp,
                  strict_monotonic_timestamp, arity, silent, return_to, set_on_spawn, set_on_first_spawn, set_on_link,
                  set_on_first_link, exiting, scheduler_id]],
    ?S(erlang:trace(P, true, [all])),
    proc:flush(),
    {flags, Flags} = erlang:trace_info(P, flags),
    ?S(Flags -- [ports, running_ports]),
    ?S(erlang:trace(P, false, [all, send])),
    ?S(erlang:trace_info(P, flags)),
    proc:flush().

new() ->
    ?S([erlang:trace_info(W, K) || W <- [new, new_processes], K <- [flags, tracer]]),
    ?S(erlang:trace(new, true, [procs, set_on_spawn, arity])),
    ?S([erlang:trace_info(W, K) || W <- [new, new_processes], K <- [flags, tracer]]),
    Q = proc:names(tracing:start(), child),
    ?S([erlang:trace_info(Q, K) || K <- [flags, tracer]]),
    ?S(erlang:trace(new_processes, false, [arity, procs])),
    ?S(erlang:trace_info(new, flags)),
    ?S(erlang:trace(new, false, [all])),
    ?S(erlang:trace_info(new, flags)),
    ?S(erlang:trace_info(tracing:start(), flags)),
    tracing:show(Q),
    proc:kill(Q),
    ?S([erlang:trace_info(Q, K) || K <- [flags, tracer]]),
    proc:flush().

one(X) -> put(one, X).
two(X, Y) -> {one(X), Y}.
three() -> ?MODULE:one(3).

functions() ->
    three(),
    M = ?MODULE,
    Keys = [traced, match_spec, meta, meta_match_spec, call_count, all],
    Show = fun(Label) ->
        [proc:show({Label, F}, [erlang:trace_info({Mo, F, A}, K) || K <- Keys])
         || {Mo, F, A} <- [{M, one, 1}, {M, two, 2}, {M, three, 0}, {erlang, time, 0}, {lists, reverse, 1}]]
    end,
    Show(nothing),
    ?S([erlang:trace_info({Mo, F, A}, traced) || {Mo, F, A} <- [{M, none, 0}, {none, none, 0}, {M, one, 7}]]),
    Specs = [true, [], [{['$1'], [{is_atom, '$1'}], [{return_trace}]}], [{'_', [], [{message, <<"binary">>}]}]],
    [begin
         proc:show({set, S, L, F}, erlang:trace_pattern({Mo, F, A}, S, L)),
         proc:show(info, erlang:trace_info({Mo, F, A}, all))
     end || S <- Specs, L <- [[], [global], [local], [meta], [local, meta], [local, call_count]],
            {Mo, F, A} <- [{M, one, 1}, {erlang, time, 0}]],
    Show(something),
    ?S([erlang:trace_pattern({M, F, A}, true, [local]) || {F, A} <- [{one, 1}, {one, 2}, {three, 0}, {none, 0}]]),
    ?S([erlang:trace_pattern({M, F, '_'}, true, []) || F <- [one, two, three, none]]),
    ?S(erlang:trace_pattern({M, '_', '_'}, true, [])),
    ?S(erlang:trace_pattern({M, '_', '_'}, true, [local])),
    ?S(erlang:trace_pattern({M, '_', '_'}, false, [local, meta, call_count])),
    ?S(erlang:trace_pattern({none, '_', '_'}, true, [local])),
    ?S(erlang:trace_pattern({erlang, time, 0}, false, [local, meta, call_count])),
    ?S(erlang:trace_pattern({erlang, time, 0}, false, [])),
    Show(nothing).

modules() ->
    Keys = [traced, match_spec, meta, meta_match_spec, call_count, call_time, all],
    ?S([erlang:trace_info(on_load, K) || K <- Keys]),
    [begin
         proc:show({S, L}, erlang:trace_pattern(on_load, S, L)),
         proc:show(info, [erlang:trace_info(on_load, K) || K <- Keys])
     end || {S, L} <- [{true, []}, {[{'_', [], []}], [local]}, {true, [local, meta]}, {false, [meta]}, {true, [call_count]},
                       {false, [local, call_count]}, {true, [global]}, {false, []}]].

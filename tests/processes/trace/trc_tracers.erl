%% SPDX-License-Identifier: Apache-2.0
%% Tracers: one for each process, other processes, oneself; a tracer that ends; processes traced by
%% kinds of them.
-module(trc_tracers).
-export([main/0, keep/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    A = proc:names(spawn(?MODULE, keep, [[]]), a),
    B = proc:names(spawn(?MODULE, keep, [[]]), b),
    Info = fun() -> [erlang:trace_info(P, K) || K <- [flags, tracer]] end,
    ?S(erlang:trace(P, true, [send, {tracer, A}])),
    ?S(Info()),
    ?S(catch_first(fun() -> erlang:trace(P, true, [{tracer, A}, procs]) end)),
    ?S(Info()),
    tracing:call(P, erlang, abs, [1]),
    ?S(told(A)),
    proc:kill(A),
    ?S(tracing:call(P, erlang, abs, [2])),
    ?S(Info()),
    ?S(erlang:trace(P, true, [send, {tracer, B}])),
    ?S(erlang:trace(P, false, [procs])),
    ?S(Info()),
    tracing:call(P, erlang, abs, [3]),
    ?S(told(B)),
    ?S(erlang:trace(P, false, [send])),
    ?S(Info()),
    ?S(erlang:trace(P, true, [send])),
    ?S(Info()),
    tracing:call(P, erlang, abs, [4]),
    tracing:show(P),
    ?S(erlang:trace(P, true, [{tracer, P}, 'receive'])),
    ?S(erlang:trace(P, false, [all])),
    ?S(erlang:trace(self(), true, [send, procs])),
    self() ! hello,
    ?S(proc:flush()),
    ?S([erlang:trace_info(self(), K) || K <- [flags, tracer]]),
    ?S(erlang:trace(self(), false, [all])),
    kinds(P).

catch_first(Fun) -> Fun().

keep(All) ->
    receive
        {give, To} -> To ! {given, lists:reverse(All)}, keep([]);
        T -> keep([T | All])
    end.

told(Tracer) ->
    Tracer ! {give, self()},
    receive {given, All} -> All end.

kinds(P) ->
    Count = length(erlang:processes()),
    Old = tracing:start(),
    Has = fun(Pid) -> {flags, F} = erlang:trace_info(Pid, flags), F end,
    ?S(erlang:trace(existing, true, [arity]) >= 2),
    New = tracing:start(),
    ?S([Has(X) || X <- [P, Old, New]]),
    ?S(erlang:trace(existing_processes, false, [arity]) >= 2),
    ?S(erlang:trace(new, true, [arity])),
    New2 = tracing:start(),
    ?S([Has(X) || X <- [P, Old, New, New2]]),
    ?S(erlang:trace(all, true, [set_on_spawn]) >= Count),
    New3 = tracing:start(),
    ?S([Has(X) || X <- [P, Old, New, New2, New3]]),
    ?S(erlang:trace(all, false, [all]) >= Count),
    New4 = tracing:start(),
    ?S([Has(X) || X <- [P, Old, New, New2, New3, New4]]),
    ?S(erlang:trace(processes, true, [arity]) >= Count),
    ?S([Has(X) || X <- [P, New4]]),
    ?S(erlang:trace(processes, false, [all]) >= Count),
    ?S(erlang:trace_info(new, flags)).

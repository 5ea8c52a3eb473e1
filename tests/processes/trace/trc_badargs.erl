%% SPDX-License-Identifier: Apache-2.0
%% What erlang:trace/3, trace_pattern/2,3, trace_info/2 and trace_delivered/1 refuse, with the causes
%% in their stack traces.
-module(trc_badargs).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Dead = spawn(fun() -> ok end),
    proc:ended(Dead),
    P = tracing:start(),
    [?R(erlang:trace(S, H, L)) || {S, H, L} <- [{P, true, foo}, {P, true, [foo]}, {P, true, [send | x]}, {P, maybe, [send]},
        {P, 1, []}, {Dead, true, [send]}, {Dead, false, [send]}, {foo, true, [send]}, {"x", true, [send]}, {P, true, [cpu_timestamp]},
        {P, true, [{tracer, Dead}]}, {P, true, [{tracer, foo}, send]}, {P, true, [{foo, P}]}, {P, true, [{tracer}]}, {P, true, [1]},
        {P, true, []}, {P, false, []}, {P, true, [all | all]}, {make_ref(), true, []}]],
    ?S(erlang:trace_info(P, flags)),
    M = ?MODULE,
    [?R(erlang:trace_pattern(F, S)) || {F, S} <- [{foo, true}, {{M, main}, true}, {{M, main, 0, 0}, true}, {{M, "main", 0}, true},
        {{'_', main, 0}, true}, {{M, '_', 0}, true}, {{M, main, x}, true}, {{1, main, 0}, true}, {{M, main, 0}, foo},
        {{M, main, 0}, [foo]}, {{M, main, 0}, [{x, y}]}, {{M, main, 0}, [{'_', [{foo}], []}]}, {{M, main, 0}, [{'_', [], []} | x]},
        {send, [{'_', [], [{caller}]}]}, {'receive', [{'_', [], [{return_trace}]}]}, {send, restart}, {send, foo}, {call, true}]],
    [?R(erlang:trace_pattern({M, main, 0}, S, L)) || {S, L} <- [{true, foo}, {true, [foo]}, {true, [global, local]},
        {true, [local, global]}, {true, [local | x]}, {true, [meta, global]}, {true, [{meta, Dead}]}, {true, [{meta, foo}]},
        {true, [{foo, bar}]}, {true, [global, call_count]}, {[], [call_count, global]}, {[{'_', [], []}], [call_count]}, {true, [1]}]],
    [?R(erlang:trace_pattern(E, true, L)) || E <- [send, 'receive'], L <- [[local], [global], [meta], [x]]],
    [?R(erlang:trace_info(W, K)) || {W, K} <- [{P, foo}, {P, traced}, {foo, flags}, {"x", flags}, {new, foo}, {{M, main}, traced},
        {{M, main, x}, traced}, {{M, main, 0}, foo}, {{"M", main, 0}, traced}, {send, flags}, {'receive', traced}, {1, flags}]],
    ?R(erlang:trace_delivered(foo)),
    ?R(erlang:trace_delivered({P})),
    ?S(is_reference(erlang:trace_delivered(all))).

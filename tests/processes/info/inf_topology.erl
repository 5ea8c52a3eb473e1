%% SPDX-License-Identifier: Apache-2.0
%% logs: both flags are deprecated, which is reported
%% Topologies of processors that are defined and read back; bindings of schedulers.
-module(inf_topology).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Detected = erlang:system_info({cpu_topology, detected}),
    ?S(Detected =:= erlang:system_info(cpu_topology)),
    ?S(erlang:system_info({cpu_topology, defined})),
    ?S(Detected =:= erlang:system_info({cpu_topology, used})),
    [?S(erlang:system_info(Item)) || Item <- [{cpu_topology, foo}, {cpu_topology}, {cpu_topology, used, used}]],
    ?S(erlang:system_flag(cpu_topology, undefined) =:= Detected),
    lists:foreach(fun defined/1, good()),
    lists:foreach(fun defined/1, bad()),
    ?S(erlang:system_flag(cpu_topology, undefined)),
    ?S(erlang:system_info({cpu_topology, defined})),
    ?S(Detected =:= erlang:system_info(cpu_topology)),
    lists:foreach(fun bound/1, [unbound, no_spread, default_bind, spread, processor_spread, thread_spread,
                                thread_no_node_processor_spread, no_node_processor_spread,
                                no_node_thread_spread, foo, 1, unbound]),
    ordered().

good() ->
    [[{core, {logical, 0}}],
     [{core, {logical, 4}}, {core, {logical, 2}}],
     [{thread, {logical, 0}}],
     [{processor, {logical, 0}}, {processor, {logical, 1}}],
     [{processor, [{core, {logical, 0}}, {core, {logical, 1}}]}],
     [{processor, [{core, [{thread, {logical, 0}}, {thread, {logical, 1}}]},
                   {core, [{thread, {logical, 2}}, {thread, {logical, 3}}]}]}],
     [{node, [{processor, [{core, {logical, 0}}]}]}],
     [{node, [{processor, [{core, {logical, 0}}, {core, {logical, 1}}]}]},
      {node, [{processor, [{core, {logical, 2}}, {core, {logical, 3}}]}]}],
     [{processor, [{node, [{core, {logical, 0}}, {core, {logical, 1}}]},
                   {node, [{core, {logical, 2}}, {core, {logical, 3}}]}]}],
     [{node, [], [{core, {logical, 3}}]}],
     [{core, {logical, 65535}}]].

bad() ->
    [foo, [], 1, {core, {logical, 0}}, [{logical, 0}], [{core, [{processor, {logical, 0}}]}],
     [{core, {logical, 0}}, {core, {logical, 0}}], [{core, {logical, -1}}], [{core, {logical, 65536}}],
     [{core, [x], {logical, 1}}], [{processor, []}],
     [{processor, [{core, {logical, 0}}]}, {core, {logical, 1}}],
     [{processor, [{core, {logical, 0}}, {processor, {logical, 1}}]}]].

defined(Topology) ->
    proc:show(topology, Topology),
    ?S(catch_reason(fun() -> erlang:system_flag(cpu_topology, Topology), ok end)),
    ?S(erlang:system_info(cpu_topology)),
    ?S(erlang:system_info({cpu_topology, defined})).

%% Bindings take effect when the schedulers get to it.
bound(Type) ->
    proc:show(bind, Type),
    ?S(catch_reason(fun() -> erlang:system_flag(scheduler_bind_type, Type) end)),
    ?S(erlang:system_info(scheduler_bind_type)).

ordered() ->
    wait_until_unbound(), %% schedulers may not have got to the last change yet
    erlang:system_flag(cpu_topology, [{core, {logical, 1}}, {core, {logical, 0}}]),
    case erlang:system_flag(scheduler_bind_type, no_spread) of
        unbound -> proc:until(fun() -> element(1, erlang:system_info(scheduler_bindings)) =/= unbound end)
    end,
    ?S(element(1, erlang:system_info(scheduler_bindings))),
    ?S(os:cmd("true")),
    erlang:system_flag(scheduler_bind_type, unbound),
    wait_until_unbound(),
    ?S(erlang:system_flag(cpu_topology, undefined)).

wait_until_unbound() ->
    proc:until(fun() ->
                   lists:usort(tuple_to_list(erlang:system_info(scheduler_bindings))) =:= [unbound]
               end).

catch_reason(F) ->
    try F()
    catch
        error:Reason:Trace ->
            {M, Name, Arguments, _} = hd(Trace),
            {Reason, M, Name, Arguments}
    end.

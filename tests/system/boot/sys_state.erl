%% SPDX-License-Identifier: Apache-2.0
%% What is there after the boot: processes, names, applications, tables, ports.
-module(sys_state).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(lists:sort(registered())),
    ?S([{A, V} || {A, _, V} <- lists:sort(application:which_applications())]),
    ?S([{A, V} || {A, _, V} <- lists:sort(application:loaded_applications())]),
    ?S([erlang:process_info(whereis(P), [priority, trap_exit, message_queue_data, initial_call])
        || P <- [init, erts_code_purger, erl_prim_loader, socket_registry]]),
    ?S([whereis(P) || P <- [init, erts_code_purger, socket_registry, erl_prim_loader]]),
    ?S([erts_internal:is_system_process(P) || P <- lists:sublist(processes(), 6)]),
    ?S(element(2, init:get_status())),
    ?S(node()),
    ?S(nodes()),
    ?S(is_alive()),
    ?S(lists:sort([ets:info(T, name) || T <- ets:all(), is_atom(T)])),
    ?S(supervisor:count_children(kernel_sup)),
    ?S(lists:sort([{Id, Type, Ms} || {Id, _, Type, Ms} <- supervisor:which_children(kernel_sup)])),
    ?S(group_leader() =:= whereis(user)),
    ?S(is_pid(group_leader())),
    ?S(lists:sort([{K, V} || {K, V} <- application:get_all_env(kernel), K =/= logger])),
    ?S(application:get_all_env(stdlib)),
    ?S(application:get_key(kernel, vsn)),
    ?S(application:get_key(stdlib, applications)),
    ?S(application:get_application(whereis(kernel_sup))),
    ?S(application:get_application(lists)),
    ?S(erlang:system_info(otp_release)).

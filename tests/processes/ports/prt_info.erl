%% SPDX-License-Identifier: Apache-2.0
%% port_info, all items.
-module(prt_info).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = open_port({spawn, "cat -u"}, [binary, {parallelism, true}]),
    port_command(P, "12345"),
    ?S(proc:next()),
    ?S([K || {K, _} <- erlang:port_info(P)]),
    ?S([erlang:port_info(P, I) || I <- [name, links, connected, input, output, registered_name, queue_size,
                                        locking, parallelism, monitors, monitored_by, memory]]),
    ?S([is_integer(element(2, erlang:port_info(P, I))) || I <- [id, os_pid]]),
    erlang:port_set_data(P, {a, "bc"}),
    monitor(port, P),
    ?S(element(2, erlang:port_info(P, memory)) > 150),
    {os_pid, Pid} = erlang:port_info(P, os_pid),
    ?S(os:cmd("kill -0 " ++ integer_to_list(Pid) ++ " && echo alive")),
    ?S(erlang:port_info(hd(erlang:ports()), name)),
    ?S(erlang:port_info(hd(erlang:ports()), links)),
    ?S(port_close(hd(erlang:ports()))),
    {{input, I0}, {output, O0}} = erlang:statistics(io),
    port_command(P, "678"),
    ?S(proc:next()),
    {{input, I1}, {output, O1}} = erlang:statistics(io),
    ?S({I1 - I0 >= 3, O1 - O0 >= 3}),
    ?S(erlang:system_info(port_limit)),
    ?S(erlang:system_info(port_count) =:= length(erlang:ports())),
    ?S(list_to_port(port_to_list(P)) =:= P).

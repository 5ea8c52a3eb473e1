%% SPDX-License-Identifier: Apache-2.0
%% Monitors and messages to names on another node, while this one is not distributed.
-module(mon_remote).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?R(monitor(process, {some_name, 'nowhere@nohost'})),
    ?R(monitor_node('nowhere@nohost', true)),
    ?R(monitor(process, {id(1), 'nowhere@nohost'})),
    ?S({some_name, 'nowhere@nohost'} ! lost),
    ?S(erlang:send({some_name, 'nowhere@nohost'}, lost, [noconnect])),
    ?S(node()),
    ?S(nodes()),
    ?S(is_alive()),
    ?S(proc:none()).

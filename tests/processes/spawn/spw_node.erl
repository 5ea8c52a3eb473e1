%% SPDX-License-Identifier: Apache-2.0
%% spawn functions with a node: this node is like none given.
-module(spw_node).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    spawn(node(), fun() -> Me ! one end),
    ?S(proc:next()),
    spawn(node(), erlang, send, [Me, two]),
    ?S(proc:next()),
    process_flag(trap_exit, true),
    P3 = spawn_link(node(), fun() -> exit(three) end),
    ?S(receive {'EXIT', P3, W3} -> W3 end),
    P4 = spawn_link(node(), erlang, exit, [four]),
    ?S(receive {'EXIT', P4, W4} -> W4 end),
    {P5, R5} = spawn_monitor(node(), erlang, exit, [five]),
    ?S(receive {'DOWN', R5, process, P5, W5} -> W5 end),
    {P6, R6} = spawn_opt(node(), fun() -> exit(six) end, [monitor, {priority, low}]),
    ?S(receive {'DOWN', R6, process, P6, W6} -> W6 end),
    R7 = spawn_request(node(), fun() -> Me ! seven end, []),
    ?S(receive {spawn_reply, R7, ok, _} -> ok end),
    ?S(proc:next()),
    ?S(proc:flush()),
    ?S(node(P6) =:= node()).

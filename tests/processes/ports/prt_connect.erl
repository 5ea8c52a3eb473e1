%% SPDX-License-Identifier: Apache-2.0
%% A port changes its owner, by function and by message.
-module(prt_connect).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    W = proc:names(proc:worker(), w),
    P = proc:names(open_port({spawn, "cat"}, [binary]), p),
    ?S(P ! {self(), {connect, W}}),
    ?S(proc:next()),
    ?S(erlang:port_info(P, connected)),
    ?S(erlang:port_info(P, links)),
    ?S(P ! {W, {command, "to the worker"}}),
    ?S(proc:do(W, fun() -> receive {_, {data, D}} -> D end end)),
    ?S(port_command(P, "from anybody")),
    ?S(proc:do(W, fun() -> receive {_, {data, D}} -> D end end)),
    ?S(port_connect(P, self())),
    ?S(erlang:port_info(P, connected)),
    ?S(port_connect(P, W)),
    ?S(lists:sort(element(2, erlang:port_info(P, links))) =:= lists:sort([self(), W])),
    ?S(port_connect(P, self())),
    ?S(P ! {self(), close}),
    ?S(proc:next()),
    ?S(proc:next()),
    ?S(proc:none()).

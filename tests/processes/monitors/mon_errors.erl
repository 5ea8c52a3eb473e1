%% SPDX-License-Identifier: Apache-2.0
%% monitor and demonitor with bad arguments.
-module(mon_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    R = make_ref(),
    ?R(monitor(id(processes), self())),
    ?R(monitor(process, id(1))),
    ?R(monitor(process, id({a, b, c}))),
    ?R(monitor(process, id({1, node()}))),
    ?R(monitor(process, id({a, 1}))),
    ?R(monitor(id(1), self())),
    ?R(monitor(process, self(), id(a))),
    ?R(monitor(process, self(), [id(a)])),
    ?R(monitor(process, self(), [{tag, x} | id(y)])),
    ?R(monitor(process, self(), [{alias, id(x)}])),
    ?R(monitor(port, self())),
    ?R(monitor(time_offset, id(x))),
    ?R(demonitor(id(a))),
    ?R(demonitor(R, id(a))),
    ?R(demonitor(R, [id(a)])),
    ?R(demonitor(R, [flush | id(a)])),
    ?R(demonitor(id(1), [flush])),
    ?S(demonitor(R)),
    ?S(demonitor(R, [])),
    ?S(process_info(self(), monitors)).

%% SPDX-License-Identifier: Apache-2.0
%% process_info/1: the items and their order, of oneself and of others.
-module(inf_all).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    ?S([I || {I, _} <- process_info(P)]),
    ?S([I || {I, _} <- proc:do(P, fun() -> process_info(self()) end)]),
    register(inf_all, P),
    ?S(hd(process_info(P))),
    ?S([I || {I, _} <- process_info(P)]),
    ?S(lists:keyfind(trap_exit, 1, process_info(P))),
    ?S(lists:keyfind(status, 1, process_info(P))),
    ?S(lists:keyfind(message_queue_len, 1, process_info(P))),
    ?S(lists:keyfind(dictionary, 1, process_info(P))),
    ?S(lists:keyfind(initial_call, 1, process_info(P))),
    ?S(lists:keyfind(error_handler, 1, process_info(P))),
    ?S(lists:keyfind(suspending, 1, process_info(P))),
    ?S([I || {I, _} <- proplists:get_value(garbage_collection, process_info(P))]),
    ?S(proc:kill(P)),
    ?S(process_info(P)).

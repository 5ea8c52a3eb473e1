%% SPDX-License-Identifier: Apache-2.0
%% process_info with a list of items: order, repetitions, the empty list, names.
-module(inf_list).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker([{priority, low}]),
    proc:waiting(P),
    ?S(process_info(P, [])),
    ?S(process_info(P, [status, priority, status])),
    ?S(process_info(P, [registered_name, trap_exit])),
    register(inf_list, P),
    ?S(process_info(P, [registered_name, trap_exit])),
    ?S(process_info(P, registered_name)),
    unregister(inf_list),
    ?S(process_info(P, registered_name)),
    ?S(process_info(P, [links, monitors, monitored_by, message_queue_len, messages, dictionary])),
    ?S(process_info(self(), [trap_exit, priority, message_queue_len])),
    ?R(process_info(P, [status, id(no_such)])),
    ?R(process_info(P, [status | id(x)])),
    ?R(process_info(P, [id({a, b})])),
    proc:kill(P),
    ?S(process_info(P, [])),
    ?S(process_info(P, [status])),
    ?S(process_info(P, status)).

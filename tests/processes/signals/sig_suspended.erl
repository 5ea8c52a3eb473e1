%% SPDX-License-Identifier: Apache-2.0
%% Signals to a suspended process: exits and links are handled, messages wait.
-module(sig_suspended).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    erlang:suspend_process(P),
    R = monitor(process, P),
    link(P),
    ?S(process_info(P, links) =:= {links, [self()]}),
    ?S(is_process_alive(P)),
    P ! {proc, stop},
    ?S(process_info(P, message_queue_len)),
    ?S(proc:none()),
    unlink(P),
    erlang:resume_process(P),
    ?S(proc:down(R)),
    Q = proc:worker(),
    R2 = monitor(process, Q),
    erlang:suspend_process(Q),
    exit(Q, kill),
    ?S(proc:down(R2)).

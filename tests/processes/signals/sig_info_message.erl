%% SPDX-License-Identifier: Apache-2.0
%% process_info of another sees what the asking process sent before, and not what it sends later.
-module(sig_info_message).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = spawn(fun proc:idle/0),
    ?S([begin
        P ! {message, N},
        {message_queue_len, L} = process_info(P, message_queue_len),
        L
     end || N <- lists:seq(1, 20)]),
    {messages, Ms} = process_info(P, messages),
    ?S(Ms =:= [{message, N} || N <- lists:seq(1, 20)]),
    link(P),
    ?S(process_info(P, links) =:= {links, [self()]}),
    unlink(P),
    ?S(process_info(P, links)),
    R = monitor(process, P),
    ?S(process_info(P, monitored_by) =:= {monitored_by, [self()]}),
    demonitor(R),
    ?S(process_info(P, monitored_by)),
    ?S(process_info(P, [message_queue_len, links, monitored_by])),
    exit(P, kill),
    ?S(process_info(P, message_queue_len)).

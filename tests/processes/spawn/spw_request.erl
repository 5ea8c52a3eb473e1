%% SPDX-License-Identifier: Apache-2.0
%% spawn_request: the reply comes as a message, before any message of the child.
%% logs: processes that end by errors are reported
-module(spw_request).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    %% The reply is first in the mailbox.
    R0 = spawn_request(fun() -> Me ! child end),
    ?S(receive First when element(2, First) =:= R0 -> First; Other -> {wrong, Other} end),
    ?S(proc:next()),
    R1 = spawn_request(fun() -> Me ! {child, self()} end),
    ?S(reply(R1)),
    ?S(proc:next()),
    R2 = spawn_request(erlang, send, [Me, hi]),
    ?S(reply(R2)),
    ?S(proc:next()),
    R3 = spawn_request(fun() -> exit(bye) end, [monitor]),
    ?S(reply(R3)),
    ?S(receive {'DOWN', R3, process, _, Why} -> Why end),
    R4 = spawn_request(?MODULE, not_exported_but_fine, [], [{reply_tag, my_tag}, monitor]),
    ?S(is_reference(R4)),
    ?S(receive {my_tag, R4, ok, P4} -> P4 end),
    demonitor(R4, [flush]),
    R5 = spawn_request(fun proc:idle/0, [link, {reply_tag, {a, tuple}}]),
    ?S(receive {{a, tuple}, R5, ok, P5} -> {P5, process_info(P5, links)} end),
    {links, [P6]} = process_info(self(), links),
    unlink(P6),
    ?S(proc:kill(P6)),
    ?S(proc:flush()).

reply(R) ->
    receive {spawn_reply, R, Result, Pid} -> {Result, is_pid(Pid)} end.

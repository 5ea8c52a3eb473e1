%% SPDX-License-Identifier: Apache-2.0
%% spawn_request_abandon/1: false once the reply came; of no use for others' references.
-module(spw_request_abandon).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    R1 = spawn_request(fun() -> ok end),
    receive {spawn_reply, R1, ok, _} -> ok end,
    ?S(spawn_request_abandon(R1)),
    ?S(spawn_request_abandon(make_ref())),
    ?S(spawn_request_abandon(monitor(process, self()))),
    R2 = spawn_request(fun proc:idle/0, [link, monitor]),
    {spawn_reply, R2, ok, Pid} = proc:next(),
    ?S(spawn_request_abandon(R2)),
    ?S(process_info(self(), links) =:= {links, [Pid]}),
    ?S(demonitor(R2, [info])),
    unlink(Pid),
    ?S(proc:kill(Pid)),
    ?S(proc:none()).

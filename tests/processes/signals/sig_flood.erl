%% SPDX-License-Identifier: Apache-2.0
%% A process of low priority that gets more signals in every turn than it can act on goes on all the
%% same, for itself and for those who ask it.
-module(sig_flood).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Online = erlang:system_flag(schedulers_online, 1),
    ?T([flooded(Kind) || Kind <- [monitors, links, groups]]),
    _ = erlang:system_flag(schedulers_online, Online),
    ok.

flooded(Kind) ->
    Self = self(),
    Group = group_leader(),
    Spammer = spawn_link(fun() -> flood(Kind, Self, Group) end),
    process_flag(priority, low),
    receive after 10 -> ok end,
    Reference = make_ref(),
    self() ! Reference,
    {messages, Messages} = process_info(self(), messages), % the end of the last spammer, maybe
    process_flag(priority, high),
    exit(Spammer, kill),
    Alive = is_process_alive(Spammer),
    process_flag(priority, normal),
    proc:gone(Spammer),
    receive Reference -> ok end,
    proc:flush(),
    {Kind, lists:filter(fun is_reference/1, Messages) =:= [Reference], Alive}.

flood(monitors, To, Group) ->
    erlang:demonitor(erlang:monitor(process, To)),
    flood(monitors, To, Group);
flood(links, To, Group) ->
    unlink(To),
    link(To),
    flood(links, To, Group);
flood(groups, To, Group) ->
    group_leader(Group, To),
    flood(groups, To, Group).

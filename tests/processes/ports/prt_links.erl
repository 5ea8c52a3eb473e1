%% SPDX-License-Identifier: Apache-2.0
%% Links and exit signals between ports and processes.
-module(prt_links).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    P = proc:names(cat(), p),
    ?S(erlang:port_info(P, links)),
    ?S(lists:member(P, element(2, process_info(self(), links)))),
    ?S(unlink(P)),
    ?S(erlang:port_info(P, links)),
    ?S(link(P)),
    ?S(link(P)),
    ?S(erlang:port_info(P, links)),
    ?S(exit(P, {some, "reason"})),
    ?S(proc:next()),
    ?S(link(P)),
    ?S(proc:next()),
    ?S(unlink(P)),
    P2 = proc:names(cat(), p2),
    ?S(exit(P2, kill)),
    ?S(proc:next()),
    P3 = proc:names(cat(), p3),
    ?S(exit(P3, normal)),
    ?S(proc:next()),
    P4 = proc:names(cat(), p4),
    W = proc:names(proc:worker(), w),
    ?S(proc:do(W, fun() -> link(P4) end)),
    ?S(lists:sort(element(2, erlang:port_info(P4, links))) =:= lists:sort([self(), W])),
    ?S(proc:stop(W)),
    ?S(proc:gone(W)),
    ?S(erlang:port_info(P4, links)),
    ?S(proc:none()),
    W2 = proc:names(proc:worker(), w2),
    ?S(proc:do(W2, fun() -> link(P4) end)),
    exit(W2, bad),
    ?S(proc:next()),
    ?S(erlang:port_info(P4)),
    ?S(owner_ends(normal)),
    ?S(owner_ends(oops)),
    ?S(not_trapping()),
    ?S(unlinked_owner_ends()),
    ?S(proc:none()).

cat() -> open_port({spawn, "cat"}, []).

owner_ends(Reason) ->
    Me = self(),
    spawn(fun() ->
        P = cat(),
        Me ! {port, P},
        receive go -> exit(Reason) end
    end) ! go,
    P = receive {port, Q} -> Q end,
    proc:until(fun() -> erlang:port_info(P) =:= undefined end).

not_trapping() ->
    {Pid, Ref} = spawn_monitor(fun() -> P = cat(), exit(P, boom), receive never -> ok end end),
    receive {'DOWN', Ref, process, Pid, Reason} -> Reason end.

%% Nobody is linked: the port lives on, until its program ends.
unlinked_owner_ends() ->
    Me = self(),
    proc:gone(spawn(fun() -> P = cat(), unlink(P), Me ! {port, P} end)),
    P = receive {port, Q} -> Q end,
    Alive = erlang:port_info(P, links),
    port_close(P),
    {Alive, erlang:port_info(P)}.

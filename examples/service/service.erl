%% SPDX-License-Identifier: Apache-2.0
%%
%% A key-value service of counters that keeps its word while its workers are killed.
%%
%%     service [Clients [Requests [Kills]]]      (default 8 clients, 5000 requests each, 200 kills)
%%
%% Each key belongs to one of four workers, which are gen_servers under a supervisor. Clients add to
%% counters while somebody kills workers at random; a call that a worker's death interrupts is made
%% again. At the end every counter must be what the clients have been told it is.
-module(service).

-export([main/1]).

main(Arguments) ->
    [Clients, Requests, Kills] = numbers(Arguments, [8, 5000, 200]),
    ok = logger:set_primary_config(level, emergency), % workers are killed on purpose
    {ok, Supervisor} = service_sup:start_link(),
    Killer = spawn_link(fun() -> kill_workers(Kills) end),
    Watch = monitor(process, Killer),
    Results = run_clients(Clients, Requests),
    receive {'DOWN', Watch, process, Killer, normal} -> ok end,
    Total = lists:sum([service_worker:value(Key) || Key <- keys()]),
    Told = lists:sum(Results),
    io:format("~b clients made ~b requests each; workers were killed ~b times~n",
              [Clients, Requests, Kills]),
    io:format("workers alive: ~b of ~b~n",
              [proplists:get_value(active, supervisor:count_children(Supervisor)),
               proplists:get_value(specs, supervisor:count_children(Supervisor))]),
    case Total of
        Told -> io:format("all counters are right: ~b additions~n", [Total]);
        _ -> io:format("counters say ~b, clients were told ~b~n", [Total, Told]), halt(1)
    end.

numbers([], Defaults) -> Defaults;
numbers([Text | Texts], [_ | Defaults]) -> [list_to_integer(Text) | numbers(Texts, Defaults)].

keys() -> [{counter, N} || N <- lists:seq(1, 20)].

run_clients(Clients, Requests) ->
    Running = [spawn_monitor(fun() -> exit({done, client(Requests, 0)}) end)
               || _ <- lists:seq(1, Clients)],
    [receive {'DOWN', Ref, process, Pid, {done, Count}} -> Count end || {Pid, Ref} <- Running].

%% The number of additions that this client knows to have happened.
client(0, Count) -> Count;
client(Requests, Count) ->
    Key = lists:nth(rand:uniform(20), keys()),
    Id = make_ref(),
    ok = add(Key, Id),
    client(Requests - 1, Count + 1).

%% The request's id makes it safe to ask again.
add(Key, Id) ->
    try service_worker:add(Key, Id)
    catch exit:{Reason, {gen_server, call, _}} when Reason =:= killed; Reason =:= noproc ->
            timer:sleep(1),
            add(Key, Id)
    end.

kill_workers(0) -> ok;
kill_workers(Left) ->
    timer:sleep(2),
    case whereis(service_worker:name(rand:uniform(4))) of
        undefined -> kill_workers(Left);
        Pid -> exit(Pid, kill), kill_workers(Left - 1)
    end.

%% SPDX-License-Identifier: Apache-2.0
%% Signals to a process whose native function blocks: it opens a fifo that nobody writes to. It
%% answers at once, and exit signals end it at once.
-module(sig_blocked).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Fifo = "/tmp/sig_blocked." ++ integer_to_list(erlang:unique_integer([positive])) ++ "." ++
        integer_to_list(erlang:system_time(nanosecond)),
    port_run("mkfifo " ++ Fifo),
    looked_at(Fifo),
    killed(Fifo),
    linked(Fifo),
    trapping(Fifo),
    returned(Fifo),
    polled(Fifo),
    returning(Fifo),
    prim_file:delete(Fifo).

port_run(Command) ->
    Port = open_port({spawn, Command}, [exit_status]),
    receive {Port, {exit_status, 0}} -> ok end.

%% Returns when the process is in the native function.
blocked(Fifo, Before) ->
    Self = self(),
    P = spawn(fun() ->
                  Before(),
                  Self ! {self(), ready},
                  Self ! {self(), opened, element(1, prim_file:open(Fifo, [read]))},
                  receive stop -> ok end
              end),
    receive {P, ready} -> ok end,
    proc:until(fun() ->
                   process_info(P, current_function) =:=
                       {current_function, {prim_file, open_nif, 2}}
               end),
    P.

%% Who opens a fifo for both is not blocked.
release(Fifo) ->
    {ok, File} = prim_file:open(Fifo, [read, write]),
    timer:sleep(50),
    prim_file:close(File).

looked_at(Fifo) ->
    P = blocked(Fifo, fun() -> put(a, b) end),
    P ! {a, "message"},
    R = monitor(process, P),
    link(P),
    ?S(is_process_alive(P)),
    ?S(process_info(P, [status, message_queue_len, messages, dictionary, trap_exit, priority])),
    ?S(process_info(P, links) =:= {links, [self()]}),
    ?S(process_info(P, monitored_by) =:= {monitored_by, [self()]}),
    ?S(process_info(P, [current_function, current_stacktrace, initial_call])),
    unlink(P),
    ?S(process_info(P, links)),
    demonitor(R),
    ?S(process_info(P, monitored_by)),
    group_leader(P, P),
    ?S(process_info(P, group_leader) =:= {group_leader, P}),
    release(Fifo),
    ?S(receive {P, opened, Result} -> Result end),
    ?S(process_info(P, messages)),
    proc:kill(P).

killed(Fifo) ->
    P = blocked(Fifo, fun() -> register(blocked_one, self()) end),
    {P2, R2} = spawn_monitor(fun() -> link(P), receive after infinity -> ok end end),
    proc:until(fun() -> process_info(P, links) =:= {links, [P2]} end),
    T = ets_table_of(P),
    R = monitor(process, P),
    exit(P, foo),
    ?S(proc:down(R)),
    ?S(proc:down(R2)),
    ?S(whereis(blocked_one)),
    ?S(lists:member(P, processes())),
    ?S(is_process_alive(P)),
    ?S(process_info(P)),
    ?S(ets:info(T, size)),
    register(blocked_one, self()),
    unregister(blocked_one),
    release(Fifo),
    ?S(proc:none()).

ets_table_of(P) ->
    T = ets:new(table, [public]),
    ets:give_away(T, P, gift),
    T.

linked(Fifo) ->
    P = blocked(Fifo, fun() -> ok end),
    Q = blocked(Fifo, fun() -> link(P) end),
    S = blocked(Fifo, fun() -> link(Q) end),
    Rs = [monitor(process, X) || X <- [P, Q, S]],
    exit(P, chain),
    ?S([proc:down(R) || R <- Rs]),
    release(Fifo).

trapping(Fifo) ->
    P = blocked(Fifo, fun() -> process_flag(trap_exit, true) end),
    exit(P, foo),
    exit(P, normal),
    ?S(process_info(P, [status, messages])),
    R = monitor(process, P),
    exit(P, kill),
    ?S(proc:down(R)),
    release(Fifo).

returned(Fifo) ->
    P = blocked(Fifo, fun() -> ok end),
    P ! {a, message},
    ?S(process_info(P, messages)),
    release(Fifo),
    ?S(receive {P, opened, Result} -> Result end),
    proc:kill(P).

polled(Fifo) ->
    P = blocked(Fifo, fun() -> ok end),
    [P ! {I, lists:seq(1, 100), <<I:2048>>} || I <- lists:seq(1, 50)],
    [{messages, [_ | _]} = process_info(P, messages) || _ <- lists:seq(1, 200)],
    {memory, Memory} = process_info(P, memory),
    ?S(Memory < 500000),
    release(Fifo),
    ?S(receive {P, opened, Result} -> Result end),
    ?S(process_info(P, message_queue_len)),
    proc:kill(P).

%% Signals while it returns.
returning(Fifo) ->
    [begin
         P = blocked(Fifo, fun() -> ok end),
         R = monitor(process, P),
         spawn(fun() -> [P ! I || I <- lists:seq(1, 20)], exit(P, over) end),
         spawn(fun() -> [process_info(P, messages) || _ <- lists:seq(1, 20)] end),
         {ok, File} = prim_file:open(Fifo, [read, write]),
         true = lists:member(proc:down(R), [over, noproc]), % erl may act on the exit signal first
         prim_file:close(File)
     end || _ <- lists:seq(1, 30)],
    ?S(flushed(0)).

flushed(Count) ->
    receive
        {P, opened, ok} when is_pid(P) -> flushed(Count + 1)
    after 0 ->
        Count =< 30
    end.

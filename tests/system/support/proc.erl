%% SPDX-License-Identifier: Apache-2.0
%%
%% What the programs of this suite share: printing terms with identifiers taken out of them, waiting
%% for a state instead of for a time, and a process that does what it is told.
-module(proc).
-export([show/2, run/3, scrub/1, names/2]).
-export([down/1, ended/1, ends/1, ends/2, next/0, flush/0, none/0]).
-export([until/1, waiting/1, gone/1, kill/1, alive/1]).
-export([worker/0, worker/1, do/2, tell/2, stop/1, idle/0, spin/1]).

-define(PATIENCE, 20000).

%% A line on stdout, by erlang:display/1.
show(Label, Term) ->
    erlang:display({Label, scrub(Term)}),
    ok.

%% The value of Fun or what it raises; with the stack trace, or without.
run(Label, Trace, Fun) ->
    case t:catching(Fun) of
        {ok, Value} -> show(Label, Value);
        {Class, Reason, Stack} when Trace -> show(Label, {Class, Reason, Stack});
        {Class, Reason, _} -> show(Label, {Class, Reason})
    end.

%% Identifiers differ from run to run: a pid is shown as self, or as what names/2 called it, or pid.
scrub(Pid) when Pid =:= self() -> self;
scrub(Pid) when is_pid(Pid) -> named(Pid, pid);
scrub(Ref) when is_reference(Ref) -> named(Ref, ref);
scrub(Port) when is_port(Port) -> port;
scrub([Head | Tail]) -> [scrub(Head) | scrub(Tail)];
scrub(Tuple) when is_tuple(Tuple) -> list_to_tuple(scrub(tuple_to_list(Tuple)));
scrub(Map) when is_map(Map) -> maps:map(fun(_, Value) -> scrub(Value) end, Map);
scrub(Node) when Node =:= node() -> node;
scrub(Term) -> Term.

named(Identifier, Default) ->
    case get({proc, Identifier}) of
        undefined -> Default;
        Name -> Name
    end.

%% From now on Identifier is shown as Name, when this process prints.
names(Identifier, Name) ->
    put({proc, Identifier}, Name),
    Identifier.

%% The reason in the 'DOWN' message of a monitor.
down(Ref) ->
    receive
        {'DOWN', Ref, _, _, Reason} -> Reason
    after ?PATIENCE -> no_down
    end.

%% The reason for which a process ends, or noproc.
ended(Pid) -> down(monitor(process, Pid)).

%% The reason for which a process ends that runs Fun.
ends(Fun) -> ends(Fun, []).

ends(Fun, Options) ->
    {_, Ref} = spawn_opt(Fun, [monitor | Options]),
    down(Ref).

%% The next message.
next() ->
    receive
        Message -> Message
    after ?PATIENCE -> no_message
    end.

%% What is in the mailbox now.
flush() ->
    receive
        Message -> [Message | flush()]
    after 0 -> []
    end.

%% Nothing comes, as far as a short wait can tell: [] or what came.
none() ->
    receive
    after 100 -> flush()
    end.

%% Waits until Fun returns true.
until(Fun) -> until(Fun, ?PATIENCE).

until(_, 0) ->
    exit(still_not);
until(Fun, Left) ->
    case Fun() of
        true ->
            true;
        false ->
            receive
            after 1 -> until(Fun, Left - 1)
            end
    end.

%% Waits until a process waits for a message.
waiting(Pid) -> until(fun() -> process_info(Pid, status) =:= {status, waiting} end).

%% Waits for the end of a process.
gone(Pid) ->
    ended(Pid),
    ok.

kill(Pid) ->
    exit(Pid, kill),
    gone(Pid).

%% How many of the processes are alive.
alive(Pids) -> length([Pid || Pid <- Pids, is_process_alive(Pid)]).

%% A process that evaluates, one after the other, the funs that do/2 and tell/2 give it.
worker() -> worker([]).

worker(Options) -> spawn_opt(fun work/0, Options).

work() ->
    receive
        {?MODULE, From, Ref, Fun} ->
            From ! {Ref, t:catching(Fun)},
            work();
        {?MODULE, stop} ->
            ok;
        {?MODULE, Fun} ->
            Fun(),
            work()
    end.

do(Pid, Fun) ->
    Ref = monitor(process, Pid),
    Pid ! {?MODULE, self(), Ref, Fun},
    receive
        {Ref, {ok, Value}} ->
            demonitor(Ref, [flush]),
            Value;
        {Ref, {Class, Reason, _}} ->
            demonitor(Ref, [flush]),
            {Class, Reason};
        {'DOWN', Ref, _, _, Reason} ->
            {down, Reason}
    after ?PATIENCE -> no_answer
    end.

tell(Pid, Fun) ->
    Pid ! {?MODULE, Fun},
    ok.

stop(Pid) ->
    Ref = monitor(process, Pid),
    Pid ! {?MODULE, stop},
    down(Ref).

%% Never ends by itself.
idle() ->
    receive
    after infinity -> ok
    end.

%% Burns reductions.
spin(0) -> ok;
spin(N) -> spin(N - 1).

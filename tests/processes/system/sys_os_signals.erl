%% SPDX-License-Identifier: Apache-2.0
%% os:set_signal/2: what it accepts; signals that are handled become messages to erl_signal_server,
%% or nothing when there is none; ignored ones do nothing.
-module(sys_os_signals).
-export([main/0]).
-include("t.hrl").

main() ->
    t:bif(os, set_signal,
          [[Signal, Action] || Signal <- [sigusr2, sigint, sigkill, sigsegv, sigstop, foo, "sigterm", 15],
                               Action <- [handle, ignore, default, foo, 1]]),
    catch unregister(erl_signal_server),
    [os:set_signal(Signal, handle) || Signal <- signals()],
    true = register(erl_signal_server, self()),
    [t:p("~w: ~p", [Signal, send(Signal)]) || Signal <- signals()],
    [t:p("~w: ~p", [Signal, send(Signal)]) || Signal <- lists:reverse(signals())],
    os:set_signal(sighup, ignore),
    kill(sighup),
    ?T(send(sigusr2)),
    true = unregister(erl_signal_server),
    kill(sigterm),
    receive after 200 -> ok end, % what comes when there is no server is to have come before the next
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() -> register(erl_signal_server, self()), Self ! ready,
                                        exit(receive Message -> Message end) end),
    receive ready -> ok end,
    kill(sigalrm),
    ?T(receive {'DOWN', Ref, process, Pid, Reason} -> Reason end),
    ?T(receive Any -> Any after 100 -> none end).

signals() ->
    [sighup, sigquit, sigabrt, sigalrm, sigterm, sigusr1, sigusr2, sigtstp].

send(Signal) ->
    kill(Signal),
    receive Message -> Message after 5000 -> none end.

kill(Signal) ->
    "sig" ++ Name = atom_to_list(Signal),
    "" = os:cmd("kill -s " ++ string:uppercase(Name) ++ " " ++ os:getpid()).

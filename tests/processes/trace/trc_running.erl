%% SPDX-License-Identifier: Apache-2.0
%% Flags running, running_procs and exiting: a process comes and goes in turns, and where it is.
-module(trc_running).
-export([main/0, waiter/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [turns(Flag) || Flag <- [running, running_procs]],
    ended().

turns(Flag) ->
    P = proc:names(spawn(?MODULE, waiter, [self()]), tracee),
    proc:waiting(P),
    proc:show(Flag, erlang:trace(P, true, [Flag])),
    [begin P ! {ping, N}, receive {pong, N} -> ok end, proc:waiting(P) end || N <- lists:seq(1, 5)],
    proc:show(Flag, erlang:trace(P, false, [Flag])),
    All = tracing:messages(P),
    proc:show(kinds, lists:usort([{element(1, T), element(2, T) =:= P, element(4, T)} || T <- All])),
    proc:show(alternate, alternate([element(3, T) || T <- All], in)),
    proc:show(enough, length(All) >= 10),
    proc:kill(P).

alternate([What | Rest], What) -> alternate(Rest, case What of in -> out; out -> in end);
alternate([], in) -> true;
alternate(Rest, Expected) -> {Rest, Expected}.

waiter(Main) ->
    receive {ping, N} -> Main ! {pong, N}, waiter(Main) end.

ended() ->
    P = proc:names(spawn(?MODULE, waiter, [self()]), tracee),
    proc:waiting(P),
    erlang:trace(P, true, [exiting]),
    exit(P, kill),
    proc:gone(P),
    receive after 50 -> ok end,
    proc:show(last, lists:last(proc:flush())).

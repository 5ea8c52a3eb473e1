%% SPDX-License-Identifier: Apache-2.0
%% Flag procs: what a process does to others and what is done to it.
-module(trc_procs).
-export([main/0, child/0, fails/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    Q = proc:names(tracing:start(), other),
    ?S(erlang:trace(P, true, [procs])),
    C1 = tracing:call(P, erlang, spawn, [?MODULE, child, []]),
    C2 = tracing:call(P, erlang, spawn_link, [?MODULE, child, []]),
    {C3, _} = tracing:call(P, erlang, spawn_opt, [?MODULE, child, [], [monitor, link]]),
    {C4, _} = tracing:call(P, erlang, spawn_monitor, [?MODULE, child, []]),
    tracing:show(P),
    tracing:call(P, erlang, link, [Q]),
    tracing:call(P, erlang, link, [Q]),
    tracing:call(P, erlang, unlink, [Q]),
    tracing:call(P, erlang, unlink, [Q]),
    tracing:call(P, erlang, unlink, [C1]),
    tracing:show(P),
    tracing:call(Q, erlang, link, [P]),
    tracing:call(P, erlang, self, []),
    tracing:call(Q, erlang, unlink, [P]),
    tracing:call(P, erlang, self, []),
    tracing:show(P),
    tracing:call(P, erlang, register, [trc_name, P]),
    tracing:call(P, erlang, register, [trc_name, P]),
    tracing:call(P, erlang, unregister, [trc_name]),
    tracing:call(P, erlang, unregister, [trc_name]),
    tracing:show(P),
    register(trc_name, P),
    tracing:call(P, erlang, self, []),
    tracing:show(P),
    unregister(trc_name),
    tracing:call(P, erlang, self, []),
    tracing:show(P),
    tracing:call(P, erlang, register, [trc_name, P]),
    tracing:call(P, erlang, link, [C1]),
    tracing:call(P, erlang, process_flag, [trap_exit, true]),
    [begin C ! stop, proc:ended(C) end || C <- [C1, C2, C3, C4]],
    tracing:call(P, erlang, self, []),
    tracing:show(P),
    tracing:call(P, erlang, link, [C1]),
    tracing:call(P, erlang, link, [self()]),
    process_flag(trap_exit, true),
    ?S(tracing:stop(P)),
    tracing:show(P),
    [ends(Reason, How) || {Reason, How} <- [{normal, exit}, {{a, [b]}, exit}, {kill, signal}, {shutdown, signal}, {x, linked}]],
    ?S(erlang:trace_info(Q, flags)).

child() -> receive stop -> ok end.
fails() -> exit(fails).

ends(Reason, How) ->
    P = proc:names(tracing:start(), tracee),
    erlang:trace(P, true, [procs]),
    case How of
        exit -> catch tracing:tell(P, erlang, apply, [fun() -> P ! stop end, []]);
        signal -> exit(P, Reason);
        linked -> tracing:tell(P, erlang, spawn_link, [?MODULE, fails, []])
    end,
    proc:ended(P),
    proc:show({ends, Reason, How}, [M || M <- tracing:messages(P), element(1, M) =:= trace,
                                         element(3, M) =:= exit orelse element(3, M) =:= getting_unlinked]).

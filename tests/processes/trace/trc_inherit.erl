%% SPDX-License-Identifier: Apache-2.0
%% set_on_spawn, set_on_first_spawn, set_on_link, set_on_first_link: which flags children and linked
%% processes have afterwards, and what the children tell.
-module(trc_inherit).
-export([main/0, child/0, quick/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [spawned(Flags) || Flags <- [[set_on_spawn], [set_on_first_spawn], [set_on_spawn, set_on_first_spawn],
                                 [set_on_spawn, send, arity], [set_on_link, send], [set_on_first_link, call],
                                 [set_on_spawn, set_on_first_link, procs]]],
    [linked(Flags) || Flags <- [[set_on_link], [set_on_first_link], [set_on_link, set_on_first_link],
                                [set_on_link, procs, timestamp], [set_on_spawn]]],
    told().

spawned(Flags) ->
    P = tracing:start(),
    erlang:trace(P, true, Flags),
    Cs = [tracing:call(P, erlang, F, [?MODULE, child, []]) || F <- [spawn, spawn_link, spawn, spawn_link]],
    proc:show({spawned, Flags}, [flags(Pid) || Pid <- [P | Cs]]),
    end_all([P | Cs]).

linked(Flags) ->
    P = tracing:start(),
    Qs = [tracing:start() || _ <- [1, 2]],
    erlang:trace(P, true, Flags),
    [tracing:call(P, erlang, link, [Q]) || Q <- Qs],
    [tracing:call(Q, erlang, self, []) || Q <- Qs],
    proc:show({linked, Flags}, [flags(Pid) || Pid <- [P | Qs]]),
    end_all([P | Qs]).

flags(Pid) ->
    {flags, Flags} = erlang:trace_info(Pid, flags),
    {tracer, Tracer} = erlang:trace_info(Pid, tracer),
    {lists:sort(Flags), Tracer}.

end_all(Pids) ->
    [proc:kill(Pid) || Pid <- Pids],
    proc:flush().

child() -> receive stop -> ok end.
quick() -> ok.

told() ->
    P = proc:names(tracing:start(), tracee),
    erlang:trace(P, true, [procs, set_on_spawn]),
    C = proc:names(tracing:call(P, erlang, spawn, [?MODULE, quick, []]), child),
    proc:ended(C),
    {Parent, Child} = lists:partition(fun(M) -> element(2, M) =:= P end, tracing:messages(C)),
    proc:show(parent, Parent),
    proc:show(child, Child),
    L = proc:names(tracing:call(P, erlang, spawn_link, [?MODULE, quick, []]), linked),
    proc:ended(L),
    proc:show(child, [M || M <- tracing:messages(L), element(2, M) =:= L]).

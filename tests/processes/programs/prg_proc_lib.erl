%% SPDX-License-Identifier: Apache-2.0
%% proc_lib: starts with acknowledgement, failures, hibernation, dictionary, stop.
-module(prg_proc_lib).
-export([main/0]).
-export([good/1, bad/0, slow/1, awake/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    {ok, P} = proc_lib:start_link(?MODULE, good, [self()]),
    ?S(proc:next()),
    ?S(proc_lib:initial_call(P)),
    ?S(proc_lib:translate_initial_call(P)),
    ?S(proc_lib:stop(P, shutdown, 5000)),
    ?S(receive {'EXIT', P, Why} -> Why end),
    ?S(proc_lib:start(?MODULE, bad, [])),
    ?S(proc_lib:start_link(?MODULE, bad, [])),
    ?S(proc:flush()),
    ?S(proc_lib:start(?MODULE, slow, [x], 20)),
    {{ok, Q}, R} = proc_lib:start_monitor(?MODULE, good, [self()]),
    ?S(proc:next()),
    Q ! hibernate,
    proc:until(fun() -> process_info(Q, current_function) =:=
        {current_function, {erlang, hibernate, 3}} end),
    Q ! wake,
    ?S(proc:next()),
    ?S(proc:down(R)),
    S = proc_lib:spawn_link(fun() -> exit(normal) end),
    ?S(receive {'EXIT', S, Why3} -> Why3 end),
    ?S(proc:flush()).

good(To) ->
    To ! {dictionary, [K || {K, _} <- lists:sort(get())]},
    proc_lib:init_ack({ok, self()}),
    receive
        {system, From, {terminate, Reason}} -> gen:reply(From, ok), exit(Reason);
        hibernate -> proc_lib:hibernate(?MODULE, awake, [To])
    end.

awake(To) -> To ! {awake, proc:flush()}.

bad() -> exit(shutdown).

slow(_) -> proc:idle().

%% SPDX-License-Identifier: Apache-2.0
%% An heir that has ended does not inherit when another process has got its pid since.
%% logs: the use of the internal state is told
-module(ets_heir_again).
-export([main/0]).
-include("proc.hrl").

main() ->
    erts_debug:set_internal_state(available_internal_state, true),
    ?S(tried(fun once/0, 50)),
    ok.

tried(_, 0) -> never;
tried(Fun, N) ->
    case Fun() of
        again -> tried(Fun, N - 1);
        Result -> Result
    end.

once() ->
    Next = erts_debug:get_internal_state(next_pid),
    Self = self(),
    Founder = spawn_link(fun() -> founder(Self) end),
    {Heir, Monitor} = spawn_monitor(fun() -> receive stop -> ok end end),
    Founder ! {heir, Heir},
    receive {Founder, made} -> ok end,
    Heir ! stop,
    receive {'DOWN', Monitor, process, Heir, normal} -> ok end,
    erts_debug:set_internal_state(next_pid, Next),
    Result = same_pid(Heir, Founder, 10),
    unlink(Founder),
    exit(Founder, kill),
    Result.

same_pid(_, _, 0) ->
    again;
same_pid(Heir, Founder, N) ->
    case spawn(fun() -> receive {stop, From} -> From ! {self(), proc:flush()} end end) of
        Heir ->
            End = monitor(process, Founder),
            Founder ! stop,
            receive {'DOWN', End, process, Founder, normal} -> ok end,
            Heir ! {stop, self()},
            receive {Heir, Messages} -> {Messages, ets:info(inherited)} end;
        Other ->
            exit(Other, kill),
            same_pid(Heir, Founder, N - 1)
    end.

founder(Parent) ->
    receive {heir, Heir} -> ets:new(inherited, [named_table, {heir, Heir, gift}]) end,
    Parent ! {self(), made},
    receive stop -> ok end.

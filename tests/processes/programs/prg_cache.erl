%% SPDX-License-Identifier: Apache-2.0
%% A cache of computed values: each key is computed once, however many ask for it at the same time.
-module(prg_cache).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Computed = counters:new(1, []),
    Cache = spawn(fun() -> cache(Computed, #{}) end),
    Me = self(),
    Clients = [spawn(fun() -> Me ! {self(), [get_value(Cache, K rem 7) || K <- lists:seq(C, C + 20)]} end)
        || C <- lists:seq(1, 30)],
    Values = [receive {P, V} -> V end || P <- Clients],
    ?S(lists:usort(lists:append(Values))),
    ?S(counters:get(Computed, 1)),
    ?S(proc:kill(Cache)).

get_value(Cache, Key) ->
    R = make_ref(),
    Cache ! {get, self(), R, Key},
    receive {R, Value} -> Value end.

cache(Computed, Map) ->
    receive
        {get, From, R, Key} ->
            case Map of
                #{Key := {value, V}} ->
                    From ! {R, V},
                    cache(Computed, Map);
                #{Key := {waiting, Ws}} ->
                    cache(Computed, Map#{Key => {waiting, [{From, R} | Ws]}});
                #{} ->
                    Me = self(),
                    spawn_link(fun() ->
                        counters:add(Computed, 1, 1),
                        Me ! {computed, Key, lists:sum(lists:seq(1, 1000 * Key))}
                    end),
                    cache(Computed, Map#{Key => {waiting, [{From, R}]}})
            end;
        {computed, Key, V} ->
            #{Key := {waiting, Ws}} = Map,
            [From ! {R, V} || {From, R} <- Ws],
            cache(Computed, Map#{Key => {value, V}})
    end.

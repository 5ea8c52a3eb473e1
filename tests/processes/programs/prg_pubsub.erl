%% SPDX-License-Identifier: Apache-2.0
%% Publishers and subscribers with topics; subscribers that end are forgotten.
-module(prg_pubsub).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Broker = spawn(fun() -> broker(#{}) end),
    Subs = [proc:names(spawn(fun() -> subscriber([]) end), {sub, N}) || N <- lists:seq(1, 4)],
    [A, B, C, D] = Subs,
    [ask(Broker, {subscribe, T, S}) || {T, S} <- [{news, A}, {news, B}, {sport, B}, {sport, C},
        {news, D}]],
    ?S(ask(Broker, {publish, news, one})),
    ?S(ask(Broker, {publish, sport, two})),
    ?S(ask(Broker, {publish, nothing, three})),
    proc:kill(A),
    proc:until(fun() -> ask(Broker, {count, news}) =:= 2 end),
    ?S(ask(Broker, {publish, news, four})),
    ?S(ask(Broker, {unsubscribe, news, D})),
    ?S(ask(Broker, {publish, news, five})),
    ?S([ask(S, seen) || S <- [B, C, D]]).

ask(P, Request) ->
    R = make_ref(),
    P ! {self(), R, Request},
    receive {R, Answer} -> Answer after 5000 -> no_answer end.

broker(Topics) ->
    receive
        {From, R, {subscribe, T, S}} ->
            monitor(process, S),
            From ! {R, ok},
            broker(Topics#{T => [S | maps:get(T, Topics, [])]});
        {From, R, {unsubscribe, T, S}} ->
            From ! {R, ok},
            broker(Topics#{T => maps:get(T, Topics, []) -- [S]});
        {From, R, {publish, T, M}} ->
            Ss = maps:get(T, Topics, []),
            [S ! {message, T, M} || S <- Ss],
            From ! {R, length(Ss)},
            broker(Topics);
        {From, R, {count, T}} ->
            From ! {R, length(maps:get(T, Topics, []))},
            broker(Topics);
        {'DOWN', _, process, S, _} ->
            broker(maps:map(fun(_, Ss) -> lists:delete(S, Ss) end, Topics))
    end.

subscriber(Seen) ->
    receive
        {message, T, M} -> subscriber([{T, M} | Seen]);
        {From, R, seen} -> From ! {R, lists:reverse(Seen)}, subscriber(Seen)
    end.

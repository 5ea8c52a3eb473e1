%% SPDX-License-Identifier: Apache-2.0
%% A small generic server with calls, casts, timeouts and state.
-module(prg_server).
-export([main/0]).
-export([init/1, handle/2]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    S = start(?MODULE, 10),
    ?S(call(S, get)),
    cast(S, {add, 5}),
    cast(S, {add, -3}),
    ?S(call(S, get)),
    ?S(call(S, {swap, 100})),
    ?S(call(S, get)),
    ?S([call(S, {times, N}) || N <- [1, 2, 3]]),
    ?S(call(S, stop)),
    ?S(catch call(S, get)),
    ?S(proc:flush()).

init(N) -> N.

handle(get, N) -> {N, N};
handle({add, M}, N) -> {ok, N + M};
handle({swap, M}, N) -> {{was, N}, M};
handle({times, M}, N) -> {N * M, N}.

start(Module, Arg) ->
    spawn(fun() -> loop(Module, Module:init(Arg)) end).

loop(Module, State) ->
    receive
        {call, From, R, stop} ->
            From ! {R, stopped};
        {call, From, R, Request} ->
            {Reply, New} = Module:handle(Request, State),
            From ! {R, Reply},
            loop(Module, New);
        {cast, Request} ->
            {_, New} = Module:handle(Request, State),
            loop(Module, New)
    end.

call(S, Request) ->
    R = monitor(process, S),
    S ! {call, self(), R, Request},
    receive
        {R, Reply} -> demonitor(R, [flush]), Reply;
        {'DOWN', R, process, _, Why} -> exit({server, Why})
    after 5000 -> exit(timeout)
    end.

cast(S, Request) -> S ! {cast, Request}, ok.

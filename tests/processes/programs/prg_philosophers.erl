%% SPDX-License-Identifier: Apache-2.0
%% Dining philosophers with ordered forks: all eat, nobody starves.
-module(prg_philosophers).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    N = 7,
    Forks = list_to_tuple([spawn(fun fork/0) || _ <- lists:seq(1, N)]),
    Me = self(),
    Ps = [spawn(fun() -> philosopher(Me, Forks, I, N, 50) end) || I <- lists:seq(1, N)],
    ?S([receive {fed, P, Meals} -> Meals end || P <- Ps]),
    [proc:kill(F) || F <- tuple_to_list(Forks)],
    ?S(proc:flush()).

fork() ->
    receive {take, P} ->
        P ! {taken, self()},
        receive {put, P} -> fork() end
    end.

philosopher(To, Forks, I, N, Meals) ->
    [A, B] = [element(K, Forks) || K <- lists:sort([I, 1 + I rem N])],
    eat(A, B, Meals),
    To ! {fed, self(), Meals}.

eat(_, _, 0) -> ok;
eat(A, B, Meals) ->
    [begin F ! {take, self()}, receive {taken, F} -> ok end end || F <- [A, B]],
    [F ! {put, self()} || F <- [B, A]],
    eat(A, B, Meals - 1).

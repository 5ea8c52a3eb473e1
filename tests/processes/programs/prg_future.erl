%% SPDX-License-Identifier: Apache-2.0
%% Futures: evaluated once, awaited by many, with failures, cancelling and composition.
-module(prg_future).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    F = future(fun() -> lists:sum(lists:seq(1, 1000)) end),
    ?S([await(F) || _ <- [1, 2, 3]]),
    G = future(fun() -> exit(failed) end),
    ?S(await(G)),
    ?S(await(G)),
    H = map(F, fun(X) -> X * 2 end),
    ?S(await(H)),
    ?S(await(all([future(fun() -> N * N end) || N <- lists:seq(1, 10)]))),
    Never = future(fun proc:idle/0),
    ?S(await(Never, 20)),
    Never ! cancel,
    ?S(await(Never)),
    Me = self(),
    [spawn(fun() -> Me ! {waiter, await(F)} end) || _ <- lists:seq(1, 10)],
    ?S(lists:usort([receive {waiter, V} -> V end || _ <- lists:seq(1, 10)])),
    ?S(proc:flush()).

future(Fun) ->
    spawn(fun() ->
        {P, R} = spawn_monitor(fun() -> exit({value, Fun()}) end),
        receive
            {'DOWN', R, process, P, {value, V}} -> hold({ok, V});
            {'DOWN', R, process, P, Why} -> hold({error, Why});
            cancel -> exit(P, kill), hold(cancelled)
        end
    end).

hold(Result) -> receive {await, From, R} -> From ! {R, Result}, hold(Result) end.

await(F) -> await(F, 5000).

await(F, Timeout) ->
    R = alias([reply]),
    F ! {await, R, R},
    receive {R, Result} -> Result
    after Timeout ->
        unalias(R),
        receive {R, Result} -> Result after 0 -> timeout end
    end.

map(F, Fun) -> future(fun() -> {ok, V} = await(F), Fun(V) end).

all(Fs) -> future(fun() -> [V || {ok, V} <- [await(F) || F <- Fs]] end).

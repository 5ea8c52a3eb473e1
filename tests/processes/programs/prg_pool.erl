%% SPDX-License-Identifier: Apache-2.0
%% A pool of workers with a queue; a worker that ends is replaced and its job is done again.
-module(prg_pool).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Pool = spawn_link(fun() ->
        process_flag(trap_exit, true),
        pool([worker() || _ <- lists:seq(1, 4)], #{}, queue:new())
    end),
    Tries = atomics:new(100, []),
    [Pool ! {job, self(), N, fun() -> job(N, Tries) end} || N <- lists:seq(1, 100)],
    ?S([receive {result, N, V} -> V end || N <- lists:seq(1, 100)]),
    ?S(lists:sum([atomics:get(Tries, N) || N <- lists:seq(1, 100)])),
    unlink(Pool),
    ?S(proc:kill(Pool)).

%% Every tenth job ends its worker the first time.
job(N, Tries) ->
    case atomics:add_get(Tries, N, 1) of
        1 when N rem 10 =:= 0 -> exit(bad_luck);
        _ -> N * N
    end.

worker() ->
    spawn_link(fun work/0).

work() ->
    receive {do, Pool, Job, F} -> Pool ! {done, self(), Job, F()}, work() end.

pool(Idle, Busy, Queue) ->
    case {Idle, queue:out(Queue)} of
        {[W | Ws], {{value, {_, _, F} = Job}, Rest}} ->
            W ! {do, self(), Job, F},
            pool(Ws, Busy#{W => Job}, Rest);
        _ ->
            receive
                {job, From, N, F} ->
                    pool(Idle, Busy, queue:in({From, N, F}, Queue));
                {done, W, {From, N, _}, Result} ->
                    From ! {result, N, Result},
                    pool([W | Idle], maps:remove(W, Busy), Queue);
                {'EXIT', W, bad_luck} ->
                    {Job, Others} = maps:take(W, Busy),
                    pool([worker() | Idle], Others, queue:in_r(Job, Queue))
            end
    end.

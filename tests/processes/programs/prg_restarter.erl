%% SPDX-License-Identifier: Apache-2.0
%% A supervisor-like process restarts its children, and gives up after too many ends.
-module(prg_restarter).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    process_flag(trap_exit, true),
    S = spawn_link(fun() ->
        process_flag(trap_exit, true),
        supervise(Me, #{}, 5, [a, b, c])
    end),
    Started = [receive {started, N, P} -> {N, P} end || N <- [a, b, c]],
    ?S([N || {N, _} <- Started]),
    {b, B} = lists:keyfind(b, 1, Started),
    exit(B, crash),
    B2 = receive {started, b, P2} -> P2 end,
    ?S(B2 =/= B),
    ?S(is_process_alive(B2)),
    Last = lists:foldl(fun(_, P) -> exit(P, again), receive {started, b, Q} -> Q end end, B2,
        [1, 2, 3, 4]),
    exit(Last, too_often),
    ?S(receive {'EXIT', S, Why} -> Why end),
    ?S([is_process_alive(P) || {_, P} <- Started]),
    ?S(proc:flush()).

supervise(To, Children, Left, [Name | Names]) ->
    P = spawn_link(fun proc:idle/0),
    To ! {started, Name, P},
    supervise(To, Children#{P => Name}, Left, Names);
supervise(To, Children, Left, []) ->
    receive
        {'EXIT', P, _} when is_map_key(P, Children), Left > 0 ->
            {Name, Rest} = maps:take(P, Children),
            supervise(To, Rest, Left - 1, [Name]);
        {'EXIT', P, Reason} when is_map_key(P, Children) ->
            Others = maps:keys(maps:remove(P, Children)),
            [exit(C, shutdown) || C <- Others],
            [receive {'EXIT', C, _} -> ok end || C <- Others],
            exit({too_many_restarts, Reason})
    end.

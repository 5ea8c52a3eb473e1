%% SPDX-License-Identifier: Apache-2.0
%% Read-write locks by name; holders that end give up what they hold.
-module(prg_lock_manager).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    M = spawn(fun() -> manager(#{}) end),
    [A, B, C] = [proc:worker() || _ <- [1, 2, 3]],
    Take = fun(P, Name) -> proc:do(P, fun() -> request(M, {take, Name}) end) end,
    Give = fun(P, Name) -> proc:do(P, fun() -> request(M, {give, Name}) end) end,
    ?S([Take(A, x), Take(B, x), Take(B, y), Take(A, y)]),
    ?S([Give(B, x), Give(A, x), Take(B, x)]),
    ?S(request(M, held)),
    proc:kill(B),
    proc:until(fun() -> request(M, held) =:= [] end),
    ?S([Take(C, x), Take(C, y), Take(A, x)]),
    ?S(request(M, held)),
    [proc:kill(P) || P <- [A, C]],
    proc:until(fun() -> request(M, held) =:= [] end),
    ?S(proc:kill(M)).

request(M, Request) ->
    R = make_ref(),
    M ! {self(), R, Request},
    receive {R, Answer} -> Answer end.

manager(Locks) ->
    receive
        {P, R, {take, Name}} when is_map_key(Name, Locks) ->
            P ! {R, busy},
            manager(Locks);
        {P, R, {take, Name}} ->
            P ! {R, ok},
            manager(Locks#{Name => {P, monitor(process, P)}});
        {P, R, {give, Name}} ->
            case Locks of
                #{Name := {P, M}} ->
                    demonitor(M, [flush]),
                    P ! {R, ok},
                    manager(maps:remove(Name, Locks));
                _ ->
                    P ! {R, not_yours},
                    manager(Locks)
            end;
        {P, R, held} ->
            P ! {R, lists:sort(maps:keys(Locks))},
            manager(Locks);
        {'DOWN', _, process, P, _} ->
            manager(maps:filter(fun(_, {Q, _}) -> Q =/= P end, Locks))
    end.

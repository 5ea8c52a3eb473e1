%% SPDX-License-Identifier: Apache-2.0
%% Parallel map: ordered and unordered, with failures.
-module(prg_pmap).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(pmap(fun(X) -> X * X end, lists:seq(1, 50))),
    ?S(lists:sum(pmap(fun(X) -> lists:sum(lists:seq(1, X * 100)) end, lists:seq(1, 40)))),
    ?S(lists:sort(unordered(fun(X) -> -X end, lists:seq(1, 20)))),
    ?S(pmap(fun(X) when X < 3 -> X; (X) -> exit({no, X}) end, [1, 2, 3, 4])),
    ?S(pmap(fun(X) -> pmap(fun(Y) -> X * Y end, [1, 2, 3]) end, [1, 2, 3])),
    ?S(pmap(fun(X) -> X end, [])),
    ?S(proc:flush()).

pmap(F, L) ->
    Refs = [element(2, spawn_monitor(fun() -> exit({value, F(X)}) end)) || X <- L],
    [case proc:down(R) of {value, V} -> V; Other -> {failed, Other} end || R <- Refs].

unordered(F, L) ->
    Me = self(),
    R = make_ref(),
    [spawn_link(fun() -> Me ! {R, F(X)} end) || X <- L],
    [receive {R, V} -> V end || _ <- L].

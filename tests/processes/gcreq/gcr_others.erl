%% SPDX-License-Identifier: Apache-2.0
%% garbage_collect of other processes: waiting, running, dead.
-module(gcr_others).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    Keep = [{N, <<N:64>>} || N <- lists:seq(1, 100)],
    proc:do(P, fun() -> put(keep, Keep), length(lists:seq(1, 100000)) end),
    ?S(erlang:garbage_collect(P)),
    ?S(erlang:garbage_collect(P, [{type, minor}])),
    ?S(erlang:garbage_collect(P, [{type, major}])),
    ?S(proc:do(P, fun() -> get(keep) =:= Keep end)),
    ?S(erlang:garbage_collect(P, [{async, id_1}])),
    ?S(proc:next()),
    S = spawn(fun() -> spin([]) end),
    ?S([erlang:garbage_collect(S) || _ <- [1, 2, 3]]),
    ?S(erlang:garbage_collect(S, [{async, id_2}])),
    ?S(proc:next()),
    proc:kill(S),
    ?S(erlang:garbage_collect(S)),
    ?S(erlang:garbage_collect(S, [{async, id_3}])),
    ?S(proc:next()),
    ?S(proc:stop(P)).

spin(L) -> spin([x | lists:sublist(L, 10)]).

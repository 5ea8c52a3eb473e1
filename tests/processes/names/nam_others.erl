%% SPDX-License-Identifier: Apache-2.0
%% A process may name and unname others; names of many processes.
-module(nam_others).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Pids = [proc:worker() || _ <- lists:seq(1, 200)],
    Names = [list_to_atom("nam_" ++ integer_to_list(N)) || N <- lists:seq(1, 200)],
    [register(N, P) || {N, P} <- lists:zip(Names, Pids)],
    ?S([whereis(N) || N <- Names] =:= Pids),
    ?S(length([N || N <- registered(), lists:member(N, Names)])),
    P1 = hd(Pids),
    ?S(proc:do(P1, fun() -> unregister(nam_2) end)),
    ?S(whereis(nam_2)),
    ?S(proc:do(P1, fun() -> unregister(nam_1) end)),
    ?S(proc:do(P1, fun() -> register(nam_2, self()) end)),
    ?S(whereis(nam_2) =:= P1),
    ?S(process_info(P1, registered_name)),
    [proc:kill(P) || P <- Pids],
    ?S([N || N <- Names, whereis(N) =/= undefined]).

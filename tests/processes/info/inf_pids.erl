%% SPDX-License-Identifier: Apache-2.0
%% Pids: order, text and back, guards, never used twice soon.
-module(inf_pids).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Pids = [spawn(fun() -> ok end) || _ <- lists:seq(1, 2000)],
    ?S(length(lists:usort(Pids))),
    [proc:gone(P) || P <- Pids],
    More = [spawn(fun() -> ok end) || _ <- lists:seq(1, 2000)],
    ?S(length(lists:usort(Pids ++ More))),
    ?S(lists:all(fun(P) -> list_to_pid(pid_to_list(P)) =:= P end, Pids)),
    ?S(lists:all(fun(P) -> node(P) =:= node() end, Pids)),
    ?S(binary_to_term(term_to_binary(self())) =:= self()),
    ?S([is_pid(X) || X <- [self(), make_ref(), a, 1]]),
    ?S(self() > {} orelse self() < {}),
    ?S(self() < {} andalso self() > make_ref() andalso self() < []),
    ?R(list_to_pid(id("<0.1>"))),
    ?R(list_to_pid(id("x"))).

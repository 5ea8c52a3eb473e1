%% SPDX-License-Identifier: Apache-2.0
%% message_queue_len of oneself and of others, before and after receives.
-module(mbx_len).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Len = fun(P) -> element(2, process_info(P, message_queue_len)) end,
    ?S(Len(self())),
    [self() ! N || N <- lists:seq(1, 10)],
    ?S(Len(self())),
    ?S(receive 5 -> Len(self()) end),
    ?S(begin proc:flush(), Len(self()) end),
    P = spawn(fun() -> receive take -> proc:idle() end end),
    [P ! x || _ <- lists:seq(1, 7)],
    ?S(Len(P)),
    P ! take,
    proc:until(fun() -> Len(P) =:= 7 end),
    ?S(Len(P)),
    ?S(process_info(P, [message_queue_len, messages])),
    ?S(proc:kill(P)).

%% SPDX-License-Identifier: Apache-2.0
%% alias([reply]): the first message that is sent through it deactivates it, also between many senders.
-module(als_reply_once).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Counts = [begin
        A = alias([reply]),
        Pids = [spawn_monitor(fun() -> A ! {reply, N} end) || N <- lists:seq(1, 5)],
        [proc:down(R) || {_, R} <- Pids],
        length(proc:flush())
     end || _ <- lists:seq(1, 100)],
    ?S(lists:usort(Counts)),
    B = alias([reply]),
    self() ! direct,
    B ! through,
    B ! lost,
    ?S(proc:flush()),
    ?S(unalias(B)).

%% SPDX-License-Identifier: Apache-2.0
%% hibernate with messages in the queue: goes on at once; receives find all of them in order.
-module(hib_queued).
-export([main/0]).
-export([again/2]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn(fun() ->
        receive start -> ok end,
        erlang:hibernate(?MODULE, again, [Me, []])
    end),
    [P ! N || N <- [1, 2, 3]],
    P ! start,
    P ! stop,
    ?S(proc:next()),
    ?S(proc:gone(P)).

again(To, Seen) ->
    receive
        stop -> To ! lists:reverse(Seen);
        N -> erlang:hibernate(?MODULE, again, [To, [N | Seen]])
    end.

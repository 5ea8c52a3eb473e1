%% SPDX-License-Identifier: Apache-2.0
%% A timer's message wakes a hibernating process; hibernate with a timeout of one's own.
-module(hib_timer).
-export([main/0]).
-export([woke/2]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    [spawn(fun() ->
        erlang:send_after(5 * N, self(), {wake, N}),
        erlang:hibernate(?MODULE, woke, [Me, N])
    end) || N <- lists:seq(1, 10)],
    ?S([receive {woke, N, M} -> M end || N <- lists:seq(1, 10)]),
    P = spawn(fun() -> erlang:start_timer(5, self(), x), erlang:hibernate(?MODULE, woke, [Me, p]) end),
    ?S(is_pid(P)),
    ?S(receive {woke, p, [{timeout, _, X}]} -> X end).

woke(To, N) -> To ! {woke, N, proc:flush()}.

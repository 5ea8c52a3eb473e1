%% SPDX-License-Identifier: Apache-2.0
%% 1,000 processes set, cancel and read N timers each; few fire.
-module(proc_timers).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 150.

bench(N) ->
    Me = self(),
    Pids = [spawn(fun() -> work(Me, N, 0) end) || _ <- lists:seq(1, 1000)],
    lists:sum([receive {done, P, Sum} -> Sum end || P <- Pids]).

work(To, 0, Sum) ->
    erlang:send_after(0, self(), fired),
    receive fired -> To ! {done, self(), Sum + 1} end;
work(To, N, Sum) ->
    R = erlang:start_timer(100000 + N, self(), N),
    true = is_integer(erlang:read_timer(R)),
    true = is_integer(erlang:cancel_timer(R)),
    receive {timeout, R, _} -> work(To, N - 1, Sum)
    after 0 -> work(To, N - 1, Sum + 1)
    end.

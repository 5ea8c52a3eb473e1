%% SPDX-License-Identifier: Apache-2.0
%% 100 processes send N messages each to one, which adds up.
-module(fan_in).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 4000.

bench(N) ->
    Me = self(),
    [spawn(fun() -> send(Me, S, N) end) || S <- lists:seq(1, 100)],
    collect(100 * N, 0).

send(_, _, 0) -> ok;
send(To, S, N) ->
    To ! {value, S, N},
    send(To, S, N - 1).

collect(0, Sum) -> Sum;
collect(Left, Sum) ->
    receive {value, S, N} -> collect(Left - 1, Sum + S * N) end.

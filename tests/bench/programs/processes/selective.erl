%% SPDX-License-Identifier: Apache-2.0
%% Calls with references while N messages of no use stand in the queue.
-module(selective).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 50000.

bench(N) ->
    [self() ! {noise, I} || I <- lists:seq(1, N)],
    Echo = spawn_link(fun echo/0),
    Sum = calls(60000, Echo, 0),
    Deep = scan(100, N, 0),
    unlink(Echo),
    exit(Echo, kill),
    {Sum, Deep, drain(0)}.

%% A reference that is new when the call begins: the queue need not be searched.
calls(0, _, Sum) -> Sum;
calls(N, Echo, Sum) ->
    R = make_ref(),
    Echo ! {self(), R, N},
    receive {R, M} -> calls(N - 1, Echo, Sum + M) end.

%% Messages far back: it has to be.
scan(0, _, Sum) -> Sum;
scan(K, N, Sum) ->
    I = N - K,
    receive {noise, I} -> scan(K - 1, N, Sum + I) end.

drain(Count) ->
    receive {noise, _} -> drain(Count + 1) after 0 -> Count end.

echo() ->
    receive {From, R, N} -> From ! {R, N}, echo() end.

%% SPDX-License-Identifier: Apache-2.0
%% N processes that are spawned, answer, end and are told of; 1,000 at a time.
-module(spawn_storm).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 70000.

bench(N) -> storm(N, 0, 0).

storm(0, 0, Sum) -> Sum;
storm(Left, Alive, Sum) when Left > 0, Alive < 1000 ->
    spawn_monitor(fun() -> exit({value, Left}) end),
    storm(Left - 1, Alive + 1, Sum);
storm(Left, Alive, Sum) ->
    receive {'DOWN', _, process, _, {value, V}} -> storm(Left, Alive - 1, Sum + V) end.

%% SPDX-License-Identifier: Apache-2.0
%% A ring of 1,000 processes: the token goes round N times.
-module(proc_ring).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 400.

bench(Rounds) ->
    Last = lists:foldl(fun(_, Next) -> spawn(fun() -> member(Next) end) end, self(),
        lists:seq(1, 1000)),
    Sum = rounds(Rounds, Last, 0),
    Last ! stop,
    receive stop -> Sum end.

rounds(0, _, Sum) -> Sum;
rounds(N, Last, Sum) ->
    Last ! {token, Sum},
    receive {token, New} -> rounds(N - 1, Last, New) end.

member(Next) ->
    receive
        {token, Sum} -> Next ! {token, Sum + 1}, member(Next);
        stop -> Next ! stop
    end.

%% SPDX-License-Identifier: Apache-2.0
%% A tree of lists, tuples, maps and binaries, copied N times between two processes.
-module(big_messages).
-export([main/0, size/0, bench/1]).

main() -> erlang:display(bench(size())).

size() -> 500.

bench(N) ->
    Term = term(),
    Echo = spawn_link(fun echo/0),
    Sum = rounds(N, Echo, Term, 0),
    unlink(Echo),
    exit(Echo, kill),
    Sum.

term() ->
    [{I, lists:seq(1, 20), #{key => I, name => "some text"}, <<I:256>>, float(I)}
        || I <- lists:seq(1, 500)].

rounds(0, _, _, Sum) -> Sum;
rounds(N, Echo, Term, Sum) ->
    Echo ! {self(), Term},
    receive {Echo, Back} -> rounds(N - 1, Echo, Back, Sum + length(Back)) end.

echo() ->
    receive {From, Term} -> From ! {self(), Term}, echo() end.

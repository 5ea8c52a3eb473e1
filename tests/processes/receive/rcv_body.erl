%% SPDX-License-Identifier: Apache-2.0
%% What a receive leaves in variables; receive as an argument, in try, in funs, as the last call.
-module(rcv_body).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [self() ! M || M <- [1, 2, 3, 4, 5, 6, 7]],
    ?S((receive 1 -> 10 end) + (receive 2 -> 20 end)),
    ?S([receive 3 -> x end | receive 4 -> y end]),
    ?S(try receive 5 -> throw(five) end catch throw:T -> T end),
    ?S((fun() -> receive X when X > 6 -> X end end)()),
    ?S(loop(0)),
    self() ! {a, 1},
    {A, B} = receive {a, V} -> {V, one}; {b, V} -> {V, two} end,
    ?S({A, B, V}),
    ?S(case receive after 0 -> nothing end of nothing -> ok end),
    self() ! stop,
    ?S(loop(0)).

loop(N) ->
    receive
        stop -> {stopped, N};
        I when is_integer(I) -> loop(N + I)
    after 0 -> {empty, N}
    end.

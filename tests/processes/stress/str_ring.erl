%% SPDX-License-Identifier: Apache-2.0
%% 10,000 processes in a ring; a token goes round some times.
%% heavy: 10,000 processes
-module(str_ring).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    N = 10000,
    Last = lists:foldl(fun(_, Next) -> spawn(fun() -> member(Next) end) end, self(),
        lists:seq(1, N)),
    ?S([begin Last ! {token, 0}, receive {token, Sum} -> Sum end end || _ <- [1, 2, 3]]),
    Last ! stop,
    ?S(proc:next()),
    ?S(proc:flush()).

member(Next) ->
    receive
        {token, Sum} -> Next ! {token, Sum + 1}, member(Next);
        stop -> Next ! stop
    end.

%% SPDX-License-Identifier: Apache-2.0
%% Huge messages between some processes while others answer quickly.
-module(pre_big_copy).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Big = lists:seq(1, 500000),
    Sink = spawn(fun() -> sink(Me, 5) end),
    spawn(fun() -> [Sink ! {big, Big} || _ <- lists:seq(1, 5)] end),
    Echo = spawn(fun echo/0),
    ?S(lists:usort([begin Echo ! {Me, N}, receive {echo, N} -> ok end end
        || N <- lists:seq(1, 500)])),
    ?S(receive {sink, Total} -> Total end),
    ?S(proc:kill(Echo)).

sink(To, 0) -> To ! {sink, get(total)};
sink(To, N) ->
    receive {big, L} ->
        put(total, length(L) + case get(total) of undefined -> 0; T -> T end),
        sink(To, N - 1)
    end.

echo() -> receive {From, N} -> From ! {echo, N}, echo() end.

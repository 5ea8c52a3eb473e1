%% SPDX-License-Identifier: Apache-2.0
%% Loops of all kinds can be stopped: tail calls, comprehension, natives that call back, exceptions.
-module(pre_no_yield_points).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Loops = [fun tail/0, fun() -> comprehension() end, fun() -> fold() end, fun() -> raising() end,
        fun() -> matching(<<0:8000>>) end, fun() -> calls(fun(X) -> X + 1 end, 0) end,
        fun() -> polling() end, fun() -> sending() end, fun() -> timing() end],
    Pids = [spawn_monitor(F) || F <- Loops],
    receive after 20 -> ok end,
    ?S(proc:alive([P || {P, _} <- Pids])),
    [exit(P, stopped) || {P, _} <- Pids],
    ?S(lists:usort([proc:down(R) || {_, R} <- Pids])).

tail() -> tail().

comprehension() -> _ = [X * 2 || X <- lists:seq(1, 1000)], comprehension().

fold() -> lists:foldl(fun(X, A) -> X + A end, 0, lists:seq(1, 1000)), fold().

raising() -> (try throw(x) catch throw:x -> ok end), raising().

matching(B) -> match(B), matching(B).

match(<<_, Rest/binary>>) -> match(Rest);
match(<<>>) -> ok.

calls(F, N) -> calls(F, F(N)).

polling() -> receive never -> ok after 0 -> polling() end.

sending() -> self() ! x, receive x -> sending() end.

timing() -> erlang:monotonic_time(), timing().

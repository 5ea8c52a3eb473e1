%% SPDX-License-Identifier: Apache-2.0
%% Time functions: kinds, units, monotony between processes.
-module(tmr_time).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(is_integer(erlang:monotonic_time())),
    ?S(is_integer(erlang:system_time())),
    ?S(is_integer(erlang:time_offset())),
    A = erlang:monotonic_time(),
    B = proc:do(proc:worker(), fun() -> erlang:monotonic_time() end),
    C = erlang:monotonic_time(),
    ?S(A =< B andalso B =< C),
    ?S(erlang:system_info(time_warp_mode)),
    ?S(erlang:convert_time_unit(1, second, millisecond)),
    Offset = erlang:time_offset(millisecond),
    ?S(abs(erlang:system_time(millisecond) - erlang:monotonic_time(millisecond) - Offset) < 1000),
    Us = [erlang:unique_integer([monotonic]) || _ <- lists:seq(1, 100)],
    ?S(Us =:= lists:usort(Us)),
    Ws = [proc:worker() || _ <- lists:seq(1, 4)],
    All = lists:append([proc:do(W, fun() ->
        [erlang:unique_integer() || _ <- lists:seq(1, 500)] end) || W <- Ws]),
    ?S(length(lists:usort(All))),
    ?S(lists:all(fun(N) -> N > 0 end, [erlang:unique_integer([positive]) || _ <- [1, 2, 3]])).

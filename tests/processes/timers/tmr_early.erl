%% SPDX-License-Identifier: Apache-2.0
%% No timer fires early.
-module(tmr_early).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(lists:usort([begin
        Start = erlang:monotonic_time(),
        erlang:send_after(T, self(), done),
        receive done -> ok end,
        Elapsed = erlang:convert_time_unit(erlang:monotonic_time() - Start, native, microsecond),
        Elapsed >= T * 1000
     end || T <- [0, 1, 2, 3, 5, 7, 11, 13, 17, 19, 1, 1, 1, 2, 2, 2]])),
    ?S(lists:usort([begin
        At = erlang:monotonic_time(millisecond) + T,
        erlang:start_timer(At, self(), x, [{abs, true}]),
        receive {timeout, _, x} -> erlang:monotonic_time(millisecond) >= At end
     end || T <- [1, 2, 3, 4, 5, 10]])).

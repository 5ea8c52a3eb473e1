%% SPDX-License-Identifier: Apache-2.0
%% read_timer/1,2.
-module(tmr_read).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    R = erlang:send_after(100000, self(), never),
    A = erlang:read_timer(R),
    ?S(A > 90000 andalso A =< 100000),
    receive after 5 -> ok end,
    B = erlang:read_timer(R),
    ?S(B =< A),
    ?S(is_integer(erlang:read_timer(R, []))),
    ?S(is_integer(erlang:read_timer(R, [{async, false}]))),
    ?S(erlang:read_timer(R, [{async, true}])),
    ?S(receive {read_timer, R, N} -> is_integer(N) end),
    erlang:cancel_timer(R),
    ?S(erlang:read_timer(R)),
    ?S(erlang:read_timer(R, [{async, true}])),
    ?S(receive {read_timer, R, N2} -> N2 end),
    ?S(erlang:read_timer(make_ref())),
    S = erlang:send_after(0, self(), now),
    proc:next(),
    ?S(erlang:read_timer(S)).

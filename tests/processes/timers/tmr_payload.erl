%% SPDX-License-Identifier: Apache-2.0
%% What a timer carries: any term, copied when it is set, delivered when the heap has changed.
-module(tmr_payload).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Terms = [lists:seq(1, 3000), binary:copy(<<"z">>, 1000), #{a => [1, {2}]}, fun(X) -> X + 1 end,
        1 bsl 200, self(), make_ref(), {[], <<>>, 1.5}],
    Timers = [erlang:start_timer(10, self(), T) || T <- Terms],
    erlang:garbage_collect(),
    Garbage = [lists:seq(1, 100) || _ <- lists:seq(1, 1000)],
    ?S(length(Garbage)),
    ?S([receive {timeout, R, P} -> P =:= T end || {R, T} <- lists:zip(Timers, Terms)]),
    [erlang:send_after(5, self(), T) || T <- Terms],
    erlang:garbage_collect(),
    ?S(length(lists:filter(fun(T) -> receive T -> true after 5000 -> false end end, Terms))).

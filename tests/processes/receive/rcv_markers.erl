%% SPDX-License-Identifier: Apache-2.0
%% A receive that waits for a new reference is right wherever the messages stand.
-module(rcv_markers).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [self() ! {old, N} || N <- lists:seq(1, 1000)],
    Echo = spawn(fun echo/0),
    ?S(lists:usort([call(Echo, N) - N || N <- lists:seq(1, 1000)])),
    R1 = make_ref(),
    R2 = make_ref(),
    self() ! {R2, two},
    self() ! {R1, one},
    ?S(receive {R1, X} -> X end),
    ?S(receive {R2, X} -> X end),
    %% The reference reaches the queue before its receive through another branch.
    R3 = make_ref(),
    self() ! {R3, a},
    ?S(case id(yes) of yes -> receive {R3, Y} -> Y end; no -> receive Z -> Z end end),
    %% A receive that takes anything still starts at the oldest message.
    R4 = make_ref(),
    self() ! {R4, new},
    ?S(receive {old, N} -> N end),
    ?S(receive {R4, V} -> V end),
    ?S(length(proc:flush())).

call(Echo, N) ->
    R = make_ref(),
    Echo ! {self(), R, N},
    receive {R, Reply} -> Reply end.

echo() ->
    receive {From, R, N} -> From ! {R, N}, echo() end.

%% SPDX-License-Identifier: Apache-2.0
%% alias/0 and unalias/1: an alias takes messages until it is given up; then they vanish.
-module(als_basic).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    A = alias(),
    ?S(is_reference(A)),
    ?S(A ! one),
    ?S(proc:next()),
    ?S(erlang:send(A, two)),
    ?S(erlang:send(A, three, [])),
    ?S(erlang:send(A, four, [noconnect, nosuspend])),
    ?S(erlang:send_nosuspend(A, five)),
    ?S(proc:flush()),
    ?S(unalias(A)),
    ?S(unalias(A)),
    ?S(A ! lost),
    ?S(proc:none()),
    ?S(make_ref() ! lost),
    ?S(unalias(make_ref())).

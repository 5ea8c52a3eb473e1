%% SPDX-License-Identifier: Apache-2.0
%% Messages to oneself: copied, in order, while one collects.
-module(mbx_self).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    T = {x, lists:seq(1, 10), <<"bin">>},
    self() ! T,
    self() ! [T, T],
    erlang:garbage_collect(),
    ?S(receive A -> A =:= T end),
    ?S(receive B -> B =:= [T, T] end),
    [self() ! {N, lists:duplicate(N, N)} || N <- lists:seq(1, 300)],
    erlang:garbage_collect(self(), [{type, major}]),
    ?S(lists:sum([receive {N, L} -> length(L) end || N <- lists:seq(300, 1, -1)])),
    ?S(self() ! (self() ! nested)),
    ?S(proc:flush()).

%% SPDX-License-Identifier: Apache-2.0
%% process_info(_, messages): the messages in order; they stay.
-module(mbx_messages).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [self() ! M || M <- [a, {b, [c]}, <<"d">>, 1 bsl 70, #{e => f}, "g", 1.5]],
    ?S(process_info(self(), messages)),
    receive {b, _} -> ok end,
    ?S(process_info(self(), messages)),
    ?S(proc:flush()),
    ?S(process_info(self(), messages)),
    P = spawn(fun proc:idle/0),
    Big = lists:seq(1, 5000),
    P ! Big,
    P ! {self(), binary:copy(<<"x">>, 500)},
    ?S(process_info(P, messages) =:= {messages, [Big, {self(), binary:copy(<<"x">>, 500)}]}),
    erlang:garbage_collect(P),
    ?S(process_info(P, messages) =:= {messages, [Big, {self(), binary:copy(<<"x">>, 500)}]}),
    ?S(proc:kill(P)).

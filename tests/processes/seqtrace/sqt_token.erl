%% SPDX-License-Identifier: Apache-2.0
%% The token of a process: all its parts, what is refused, what is left when it is gone.
-module(sqt_token).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Labels = [0, 17, label, {my, label}, "text", 1 bsl 70, 1.5, self(), make_ref(),
              binary:copy(<<"large">>, 100), #{map => [1, 2]}, fun lists:map/2, [{a, self()}]],
    ?S(seq_trace:get_token()),
    ?S(erlang:process_info(self(), sequential_trace_token)),
    [?S({Item, erlang:seq_trace_info(Item)}) || Item <- items()],
    ?S([{seq_trace:set_token(label, L), seq_trace:get_token(label) =:= {label, L}} || L <- Labels]),
    ?S(seq_trace:get_token()),
    [begin
         ?S({Flag, seq_trace:set_token(Flag, true), seq_trace:get_token(Flag)}),
         ?S({Flag, seq_trace:set_token(Flag, true), seq_trace:get_token()}),
         ?S({Flag, seq_trace:set_token(Flag, false), seq_trace:get_token(Flag)})
     end || Flag <- flags()],
    ?S(seq_trace:set_token(serial, {3, 5})),
    ?S(seq_trace:get_token(serial)),
    ?S(seq_trace:get_token()),
    ?S(seq_trace:set_token({7, {label}, 9, self(), 8})),
    ?S(seq_trace:set_token({63, 1, 2, self(), 1})),
    ?S(receive after 0 -> seq_trace:get_token() end),
    ?S(seq_trace:set_token([])),
    ?S(seq_trace:get_token()),
    ?S(seq_trace:set_token(label, again)),
    ?S(seq_trace:get_token()),
    ?S(erlang:seq_trace(sequential_trace_token, [])),
    ?S(erlang:seq_trace(sequential_trace_token, [])),
    ?S(seq_trace:reset_trace()),
    ?S(seq_trace:set_token(send, true)),
    ?S(seq_trace:get_token()),
    ?S(seq_trace:set_token(serial, {-1, -2})),
    ?S(seq_trace:print(counted)),
    ?S(seq_trace:get_token()),
    [?S({Item, erlang:seq_trace_info(Item)}) || Item <- items()],
    [?R(erlang:seq_trace(I, V)) || {I, V} <- [{foo, 1}, {send, 1}, {1, true}, {serial, 1}, {serial, {1, a}},
                                              {serial, {1, 2, 3}}, {serial, {1 bsl 64, 1}}, {spawn, true},
                                              {sequential_trace_token, 1}]],
    [?R(erlang:seq_trace_info(I)) || I <- [foo, 1, {send}, sequential_trace_token]],
    ?S(seq_trace:get_token()),
    [?R(seq_trace:set_token(I, V)) || {I, V} <- [{foo, 1}, {send, 1}, {serial, 1}]],
    ?R(seq_trace:set_token(foo)),
    ?R(seq_trace:get_token(foo)),
    ?S(erlang:system_flag(reset_seq_trace, false)),
    ?S(seq_trace:get_token()),
    collected(Labels).

items() -> [send, 'receive', print, spawn, label, serial | flags()].

flags() -> [send, 'receive', print, timestamp, monotonic_timestamp, strict_monotonic_timestamp].

%% Labels outlive collections, and the processes that have set them.
collected(Labels) ->
    [begin
         seq_trace:set_token(label, id(L)),
         [erlang:garbage_collect(self(), [{type, minor}]) || _ <- [1, 2, 3]],
         {label, L} = seq_trace:get_token(label),
         Me = self(),
         P = spawn(fun() -> Me ! {here, seq_trace:get_token(label)} end),
         {here, {label, L}} = proc:next(),
         proc:gone(P),
         erlang:garbage_collect(),
         {label, L} = seq_trace:get_token(label)
     end || L <- [[make_ref() | Labels] | Labels]],
    ?S(element(1, seq_trace:get_token())),
    seq_trace:reset_trace().

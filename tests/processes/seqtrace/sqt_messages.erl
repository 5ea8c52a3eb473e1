%% SPDX-License-Identifier: Apache-2.0
%% Tokens go from process to process with messages: serial numbers, what is told, timestamps.
-module(sqt_messages).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    seqtracing:start(),
    A = proc:names(spawn(seqtracing, relay, []), a),
    B = proc:names(spawn(seqtracing, relay, []), b),
    register(sqt_relay, B),
    chain(A, B, [send, 'receive']),
    chain(A, B, [send]),
    chain(A, B, ['receive', print]),
    chain(A, B, []),
    destinations(A, B),
    prints(),
    [stamps(A, Flag) || Flag <- [timestamp, monotonic_timestamp, strict_monotonic_timestamp]],
    ?S(seq_trace:set_system_tracer(false) =/= false),
    no_tracer(A),
    seq_trace:reset_trace(),
    ?S([seq_trace:get_token()]).

chain(A, B, Flags) ->
    seq_trace:reset_trace(),
    seqtracing:on(Flags),
    A ! {hand, B, {hand, self(), {back, Flags}}},
    ?S(proc:next()),
    ?S(seq_trace:get_token()),
    A ! {token, self()},
    ?S(proc:next()),
    ?S(seq_trace:get_token()),
    %% Who has none takes away that of others.
    seq_trace:set_token([]),
    B ! {token, self()},
    ?S(proc:next()),
    ?S(seq_trace:get_token()),
    seqtracing:show(Flags, 10 * length(Flags -- [print]) div 2).

destinations(A, B) ->
    seq_trace:reset_trace(),
    Me = self(),
    proc:do(W = proc:worker(), fun() -> Me ! {alias, alias([reply])} end),
    Alias = receive {alias, X} -> X end,
    seqtracing:on([send]),
    sqt_relay ! {token, self()},
    ?S(receive {token, B, T} -> T end),
    {sqt_relay, node()} ! nothing,
    erlang:send(B, nothing, [nosuspend]),
    Alias ! first,
    Alias ! second,
    self() ! me,
    ?S(receive me -> seq_trace:get_token() end),
    Gone = spawn(fun() -> ok end),
    proc:gone(Gone),
    Gone ! lost,
    ?S(sqt_nobody ! lost),
    ?S({sqt_nobody, node()} ! lost),
    ?S(seq_trace:get_token()),
    seqtracing:show(destinations, 9),
    proc:stop(W).

prints() ->
    seq_trace:reset_trace(),
    ?S([erlang:seq_trace_print(no), erlang:seq_trace_print(label, no)]),
    seqtracing:on([print]),
    ?S([erlang:seq_trace_print(one), erlang:seq_trace_print(main, two), erlang:seq_trace_print(other, three)]),
    seq_trace:set_token(label, {1.0}),
    ?S([erlang:seq_trace_print({1.0}, four), erlang:seq_trace_print({1}, five)]),
    ?S([seq_trace:print({1.0}, six), catch seq_trace:print(main, no), seq_trace:print(no, {1.0})]),
    ?S(seq_trace:get_token()),
    seq_trace:set_token(print, false),
    ?S(erlang:seq_trace_print(six)),
    process_flag(sensitive, true),
    seq_trace:set_token(print, true),
    ?S(erlang:seq_trace_print(seven)),
    process_flag(sensitive, false),
    ?S(seq_trace:get_token()),
    seqtracing:show(prints, 4).

stamps(A, Flag) ->
    seq_trace:reset_trace(),
    seqtracing:on([send, 'receive', print, Flag]),
    seq_trace:print(hello),
    A ! {token, self()},
    ?S(proc:next()),
    Seen = seqtracing:seen(5),
    ?S([{setelement(4, M, stamp), stamp(element(4, M))} || M <- Seen]),
    Times = [element(4, M) || M <- Seen],
    ?S(Times =:= lists:sort(Times)).

stamp({A, B, C}) when is_integer(A), is_integer(B), is_integer(C) -> now;
stamp({A, B}) when is_integer(A), is_integer(B) -> strict;
stamp(A) when is_integer(A) -> monotonic.

no_tracer(A) ->
    seq_trace:reset_trace(),
    seqtracing:on([send, 'receive', print]),
    A ! {token, self()},
    ?S(proc:next()),
    ?S(seq_trace:get_token()).

%% SPDX-License-Identifier: Apache-2.0
%% Flags send and 'receive': every kind of destination, messages made by the system, timeouts, and
%% match specifications of both events.
-module(trc_send_receive).
-export([main/0, sends/1, take/0, wait/1, selfish/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    register(somebody, self()),
    Dead = spawn(fun() -> ok end),
    normal_end(Dead),
    ?S(erlang:trace(P, true, [send])),
    Alias = alias(),
    [tracing:call(P, ?MODULE, sends, [To]) || To <- [self(), somebody, {somebody, node()}, nobody,
                                                     {nobody, node()}, Alias, Dead, 17, {a, b, c}]],
    tracing:call(P, erlang, send, [self(), x, [nosuspend]]),
    tracing:call(P, erlang, send_nosuspend, [self(), y]),
    tracing:show(P),
    ?S(erlang:trace(P, false, [send])),
    ?S(erlang:trace(P, true, ['receive'])),
    tracing:call(P, ?MODULE, wait, [0]),
    tracing:call(P, ?MODULE, wait, [1]),
    tracing:show(P),
    tracing:call(P, erlang, process_flag, [trap_exit, true]),
    tracing:call(P, erlang, monitor, [process, Dead]),
    tracing:call(P, ?MODULE, take, []),
    exit(P, because),
    tracing:call(P, ?MODULE, take, []),
    tracing:call(P, ?MODULE, selfish, []),
    tracing:show(P),
    patterns(P),
    ?S(tracing:stop(P)),
    tracing:show(P).

sends(To) -> To ! {hello, to}.
take() -> receive {'DOWN', _, _, _, R} -> R; {'EXIT', _, R} -> R end.
wait(T) -> receive nothing -> ok after T -> timeout end.
selfish() -> self() ! me, receive me -> ok end.

normal_end(Pid) -> proc:ended(Pid).

patterns(P) ->
    ?S(erlang:trace_info(send, match_spec)),
    ?S(erlang:trace_info('receive', match_spec)),
    Self = self(),
    ?S(erlang:trace_pattern('receive', [{['$1', '$2', {call, '_', '_', sends, '$3'}], [{'=:=', '$2', Self}],
                                         [{message, {{'$1', '$3'}}}]}])),
    ?S(erlang:trace_pattern(send, [{['$1', {hello, to}], [], [{message, {{got, '$1'}}}]}, {['_', ignored], [], [{message, false}]}])),
    ?S(erlang:trace_info(send, match_spec)),
    ?S(element(1, erlang:trace_info('receive', match_spec))),
    ?S(erlang:trace(P, true, [send])),
    tracing:call(P, ?MODULE, sends, [self()]),
    tracing:call(P, ?MODULE, wait, [1]),
    tracing:call(P, erlang, send, [self(), ignored]),
    tracing:show(P),
    ?S(erlang:trace_pattern(send, false, [])),
    ?S(erlang:trace_pattern('receive', false)),
    ?S([erlang:trace_info(E, match_spec) || E <- [send, 'receive']]),
    tracing:call(P, ?MODULE, sends, [self()]),
    tracing:show(P),
    ?S(erlang:trace_pattern(send, true)),
    ?S(erlang:trace_pattern('receive', [])),
    ?S([erlang:trace_info(E, match_spec) || E <- [send, 'receive']]),
    tracing:call(P, ?MODULE, sends, [self()]),
    tracing:show(P).

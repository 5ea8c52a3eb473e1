%% SPDX-License-Identifier: Apache-2.0
%% Who may be the system tracer: processes, also the one that is looked at, and ports; tracers that
%% end, sensitive processes.
-module(sqt_tracer).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(seq_trace:get_system_tracer()),
    ?S(erlang:system_info(sequential_tracer)),
    Dead = spawn(fun() -> ok end),
    proc:gone(Dead),
    [?R(erlang:system_flag(sequential_tracer, T)) || T <- [Dead, true, foo, 1, {erl_tracer, foo}, {erl_tracer, Dead}, {foo, self()}]],
    ?S(seq_trace:set_system_tracer(self())),
    ?S(seq_trace:get_system_tracer()),
    ?S(erlang:system_flag(sequential_tracer, {erl_tracer, self()})),
    itself(),
    sensitive(),
    ends(),
    port(),
    ?S(seq_trace:get_system_tracer()),
    seq_trace:reset_trace().

%% A tracer is not told of itself, and its serial numbers are not counted.
itself() ->
    A = proc:names(spawn(seqtracing, relay, []), a),
    seqtracing:on([send, 'receive', print]),
    seq_trace:print(unseen),
    A ! {token, self()},
    ?S(receive {token, _, T} -> T end),
    ?S(seq_trace:get_token()),
    seq_trace:set_token([]),
    [?S(M) || M <- proc:flush()],
    seq_trace:reset_trace().

sensitive() ->
    Tracer = seqtracing:start(),
    Me = self(),
    A = proc:names(spawn(fun() -> process_flag(sensitive, true), seqtracing:relay() end), a),
    ?S(process_info(A, status) =/= undefined),
    seqtracing:on([send, 'receive']),
    A ! {hand, Me, hello},
    ?S(proc:next()),
    ?S(seq_trace:get_token()),
    seqtracing:show(sensitive, 2),
    seq_trace:reset_trace(),
    exit(Tracer, kill),
    proc:gone(Tracer).

ends() ->
    Tracer = seqtracing:start(),
    seqtracing:on([send, print]),
    seq_trace:print(seen),
    seqtracing:show(tracer, 1),
    exit(Tracer, kill),
    proc:gone(Tracer),
    ?S(seq_trace:get_system_tracer()),
    seqtracing:on([send, print]),
    seq_trace:print(unseen),
    ?S(seq_trace:get_token()),
    seq_trace:reset_trace().

%% Ports get the external format.
port() ->
    Port = open_port({spawn, "cat"}, [{packet, 4}, binary]),
    ?S(seq_trace:set_system_tracer(Port)),
    ?S(seq_trace:get_system_tracer() =:= Port),
    seqtracing:on([print, send]),
    seq_trace:print({small, term}),
    ?S(from(Port)),
    ?S(seq_trace:get_token()),
    seq_trace:print(Large = lists:seq(1, 10000)),
    {seq_trace, main, {print, Serial, _, [], Seen}} = from(Port),
    ?S({Serial, Seen =:= Large}),
    self() ! hello,
    ?S(from(Port)),
    seq_trace:set_token(timestamp, true),
    seq_trace:print(stamped),
    ?S(is_tuple(element(4, from(Port)))),
    seq_trace:set_token([]),
    port_close(Port),
    ?S(seq_trace:get_system_tracer()),
    seqtracing:on([print]),
    ?S(seq_trace:print(nobody)).

from(Port) -> receive {Port, {data, Binary}} -> binary_to_term(Binary) end.

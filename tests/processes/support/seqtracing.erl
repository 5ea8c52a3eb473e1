%% SPDX-License-Identifier: Apache-2.0
%%
%% For programs with sequential tracing: the system tracer, and what it got.
-module(seqtracing).
-export([start/0, stop/0, seen/1, show/2, on/1, off/0, relay/0, loop/1]).

%% A process that keeps what it gets. Modules that are loaded later would be seen.
start() ->
    [M:module_info(module) || M <- [proc, t, lists, seq_trace, tracing]],
    Tracer = proc:names(spawn(?MODULE, loop, [[]]), tracer),
    seq_trace:set_system_tracer(Tracer),
    Tracer.

%% The system has no tracer any more.
stop() ->
    off(),
    seq_trace:set_system_tracer(false).

loop(Got) ->
    receive
        {get, From} ->
            From ! {self(), lists:reverse(Got)},
            loop([]);
        Message -> loop([Message | Got])
    end.

%% A token with these flags and a label.
on(Flags) ->
    [seq_trace:set_token(Flag, true) || Flag <- Flags],
    seq_trace:set_token(label, main),
    ok.

off() -> seq_trace:set_token([]), ok.

%% What the tracer got, as soon as that is Count messages, by serial numbers: what is sent comes
%% before it is received.
seen(Count) ->
    off(),
    lists:sort(fun(A, B) -> key(A) =< key(B) end, wait(seq_trace:get_system_tracer(), Count, [])).

wait(Tracer, Count, Got) ->
    Tracer ! {get, self()},
    All = Got ++ receive {Tracer, More} -> More end,
    if
        length(All) < Count ->
            receive after 5 -> ok end,
            wait(Tracer, Count, All);
        true -> All
    end.

key(Message) ->
    {What, Serial, _, _, _} = element(3, Message),
    {element(2, Serial), element(1, Serial), What =:= 'receive', Message}.

show(Label, Count) ->
    proc:show(Label, '-'),
    [proc:show(seen, without_leader(Message)) || Message <- seen(Count)],
    ok.

%% A program without OTP is its own group leader.
without_leader(Message) -> without(group_leader(), Message).

without(Leader, {seq_trace, Label, {_, _, _, _, M} = What})
  when element(1, M) =:= spawn_request, element(4, M) =:= Leader ->
    {seq_trace, Label, setelement(5, What, setelement(4, M, leader))};
without(_, Message) -> Message.

%% A process that hands messages on: {hand, To, Message}; and tells its token.
relay() ->
    receive
        {hand, To, Message} ->
            To ! Message,
            relay();
        {token, To} ->
            To ! {token, self(), seq_trace:get_token()},
            relay();
        {do, Fun} ->
            Fun(),
            relay();
        stop -> ok
    end.

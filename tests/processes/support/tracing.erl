%% SPDX-License-Identifier: Apache-2.0
%%
%% For programs that trace: a process that calls what it is told, and showing what its tracer got.
-module(tracing).
-export([start/0, loop/0, call/4, tell/4, stop/1, show/1, messages/1]).

start() -> spawn(?MODULE, loop, []).

loop() ->
    receive
        {call, From, M, F, A} ->
            From ! {self(), catch apply(M, F, A)},
            loop();
        {tell, M, F, A} ->
            catch apply(M, F, A),
            loop();
        stop -> ok
    end.

%% The value of the call in Pid; all that it did is on its way to the tracer.
call(Pid, M, F, A) ->
    Pid ! {call, self(), M, F, A},
    receive {Pid, Value} -> Value end.

tell(Pid, M, F, A) -> Pid ! {tell, M, F, A}.

stop(Pid) ->
    Ref = monitor(process, Pid),
    Pid ! stop,
    proc:down(Ref).

%% What has been told of Pid so far.
messages(Pid) ->
    Ref = erlang:trace_delivered(Pid),
    receive {trace_delivered, Pid, Ref} -> proc:flush() end.

show(Pid) -> [proc:show(trace, Message) || Message <- messages(Pid)], ok.

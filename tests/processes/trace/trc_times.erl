%% SPDX-License-Identifier: Apache-2.0
%% Timestamps of every kind, the scheduler's number, and what comes first when several are asked for.
-module(trc_times).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:names(tracing:start(), tracee),
    Kinds = [timestamp, monotonic_timestamp, strict_monotonic_timestamp],
    [times(P, Flags) || Flags <- [[], [scheduler_id]] ++ [[K] || K <- Kinds] ++ [[K, scheduler_id] || K <- Kinds]
                            ++ [[A, B] || A <- Kinds, B <- Kinds, A < B] ++ [Kinds]],
    calls(P).

times(P, Flags) ->
    erlang:trace(P, true, [send | Flags]),
    [tracing:call(P, erlang, abs, [N]) || N <- [1, 2, 3]],
    erlang:trace(P, false, [all]),
    All = tracing:messages(P),
    proc:show({Flags, element(1, hd(All)), tuple_size(hd(All))}, [shape(T) || T <- All]),
    Last = [element(tuple_size(T), T) || T <- All],
    proc:show(ordered, Flags =:= [] orelse Flags =:= [scheduler_id] orelse Last =:= lists:sort(Last)).

shape(T) ->
    [shape_of(V) || V <- lists:nthtail(5, tuple_to_list(T))].

shape_of({A, B, C}) when is_integer(A), B >= 0, B < 1000000, C >= 0, C < 1000000 -> now;
shape_of({A, B}) when is_integer(A), is_integer(B) -> strict;
shape_of(A) when is_integer(A), A > 0 -> scheduler;
shape_of(A) when is_integer(A) -> monotonic.

%% The clocks are those of erlang:monotonic_time/0 and erlang:now/0.
calls(P) ->
    erlang:trace_pattern({lists, reverse, 1}, true, []),
    erlang:trace(P, true, [call, monotonic_timestamp]),
    T1 = erlang:monotonic_time(nanosecond),
    tracing:call(P, lists, reverse, [[]]),
    T2 = erlang:monotonic_time(nanosecond),
    [{trace_ts, _, call, Call, T}] = tracing:messages(P),
    proc:show(Call, T1 =< T andalso T =< T2),
    erlang:trace(P, false, [monotonic_timestamp]),
    erlang:trace(P, true, [timestamp]),
    N1 = erlang:now(),
    tracing:call(P, lists, reverse, [[]]),
    N2 = erlang:now(),
    [{trace_ts, _, call, Call, N}] = tracing:messages(P),
    proc:show(Call, N1 < N andalso N < N2),
    erlang:trace_pattern({lists, reverse, 1}, false, []).

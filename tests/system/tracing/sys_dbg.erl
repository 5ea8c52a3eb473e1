%% SPDX-License-Identifier: Apache-2.0
%% OTP's dbg: a process as tracer, processes and patterns, return values, what it lists and clears.
-module(sys_dbg).
-export([main/0, f/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Self = self(),
    {ok, _} = dbg:tracer(process, {fun(M, N) -> Self ! {N, M}, N + 1 end, 0}),
    ?S(element(1, dbg:p(self(), [c, sos]))),
    ?S(dbg:tpl(?MODULE, f, [{'_', [], [{return_trace}]}])),
    ?S(dbg:tp(lists, reverse, 1, [])),
    ?MODULE:f(1),
    f(2),
    told(4),
    {_, Ref} = spawn_monitor(?MODULE, f, [3]),
    ?S(proc:down(Ref)),
    told(2),
    ?S(dbg:ctpl(?MODULE)),
    f(4),
    lists:reverse([1]),
    told(1),
    ?S(dbg:stop_clear()),
    ?S(erlang:trace_info(self(), flags)),
    ?S(erlang:trace_info({?MODULE, f, 1}, traced)).

f(X) -> put(f, X), X + 1.

told(Count) -> [receive {N, M} -> proc:show(N, M) after 5000 -> none end || _ <- lists:seq(1, Count)].

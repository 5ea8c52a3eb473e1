%% SPDX-License-Identifier: Apache-2.0
%% hibernate/3: waits for a message, then calls the function; nothing returns.
-module(hib_basic).
-export([main/0]).
-export([wake/2, wake_args/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    P = spawn(fun() -> erlang:hibernate(?MODULE, wake, [Me, state]), Me ! returned end),
    proc:waiting(P),
    ?S(process_info(P, current_function)),
    ?S(process_info(P, status)),
    R = monitor(process, P),
    P ! {to, wake_up},
    ?S(proc:next()),
    ?S(proc:down(R)),
    ?S(proc:flush()),
    Big = lists:seq(1, 10000),
    Q = spawn(erlang, hibernate, [?MODULE, wake_args, [[Me, Big, {#{k => Big}}]]]),
    proc:waiting(Q),
    Q ! now,
    ?S(proc:next()).

wake(To, State) ->
    To ! {woken, State, proc:flush()}.

wake_args([To, Big, {#{k := Again}}]) ->
    To ! {args, length(Big), Big =:= Again}.

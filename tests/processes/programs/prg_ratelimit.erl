%% SPDX-License-Identifier: Apache-2.0
%% A token bucket refilled by timers; requests wait in a queue.
-module(prg_ratelimit).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Bucket = spawn(fun() -> erlang:send_after(5, self(), refill), bucket(2, queue:new(), 0) end),
    Me = self(),
    [spawn(fun() ->
        Bucket ! {acquire, self()},
        receive {granted, Number} -> Me ! {granted, Number} end
    end) || _ <- lists:seq(1, 20)],
    ?S(lists:sort([receive {granted, N} -> N end || _ <- lists:seq(1, 20)])),
    ?S(proc:none()),
    ?S(proc:kill(Bucket)).

bucket(Tokens, Waiting, Granted) when Tokens > 0 ->
    case queue:out(Waiting) of
        {{value, P}, Rest} ->
            P ! {granted, Granted + 1},
            bucket(Tokens - 1, Rest, Granted + 1);
        {empty, _} ->
            wait(Tokens, Waiting, Granted)
    end;
bucket(0, Waiting, Granted) ->
    wait(0, Waiting, Granted).

wait(Tokens, Waiting, Granted) ->
    receive
        {acquire, P} -> bucket(Tokens, queue:in(P, Waiting), Granted);
        refill -> erlang:send_after(5, self(), refill), bucket(min(3, Tokens + 2), Waiting, Granted)
    end.

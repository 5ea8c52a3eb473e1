%% SPDX-License-Identifier: Apache-2.0
%% cancel_timer/2: async and info in all combinations, active and finished timers.
-module(tmr_cancel_options).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Options = [[{async, A}, {info, I}] || A <- [false, true], I <- [false, true]]
        ++ [[], [{async, true}], [{info, false}], [{async, true}, {async, false}],
            [{info, false}, {info, true}]],
    [begin
        R = erlang:send_after(60000, self(), never),
        V = erlang:cancel_timer(R, O),
        proc:show({active, O}, {kind(V), [answer(M, R) || M <- proc:none()]}),
        V2 = erlang:cancel_timer(R, O),
        proc:show({done, O}, {kind(V2), [answer(M, R) || M <- proc:none()]})
     end || O <- Options].

kind(N) when is_integer(N) -> time;
kind(X) -> X.

answer({cancel_timer, R, X}, R) -> {cancel_timer, kind(X)};
answer(X, _) -> X.

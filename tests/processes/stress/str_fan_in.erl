%% SPDX-License-Identifier: Apache-2.0
%% Many senders, one receiver: each message once, each sender's in order.
-module(str_fan_in).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Senders = 100,
    Each = 200,
    [spawn(fun() -> [Me ! {S, N} || N <- lists:seq(1, Each)] end) || S <- lists:seq(1, Senders)],
    ?S(take(Senders * Each, #{}, 0)),
    ?S(proc:flush()).

take(0, Last, Sum) ->
    {maps:size(Last), lists:usort(maps:values(Last)), Sum};
take(Left, Last, Sum) ->
    receive
        {S, N} ->
            N = 1 + maps:get(S, Last, 0),
            take(Left - 1, Last#{S => N}, Sum + S * N)
    end.

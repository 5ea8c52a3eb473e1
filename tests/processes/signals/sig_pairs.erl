%% SPDX-License-Identifier: Apache-2.0
%% Messages of each of several senders arrive in the order in which that one sent them.
-module(sig_pairs).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Senders = 8,
    Count = 500,
    [spawn(fun() -> [Me ! {S, N} || N <- lists:seq(1, Count)] end) || S <- lists:seq(1, Senders)],
    ?S(check(Senders * Count, #{})),
    ?S(proc:none()).

check(0, Last) ->
    lists:usort(maps:values(Last));
check(Left, Last) ->
    receive
        {S, N} ->
            Before = maps:get(S, Last, 0),
            case N of
                _ when N =:= Before + 1 -> check(Left - 1, Last#{S => N});
                _ -> {out_of_order, Before, N}
            end
    end.

%% SPDX-License-Identifier: Apache-2.0
%% One reference in many messages, waited for again and again, with other receives between.
-module(rcv_same_ref).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    R = make_ref(),
    Me = self(),
    spawn(fun() -> [Me ! {R, N} || N <- lists:seq(1, 200)] end),
    [self() ! {other, N} || N <- lists:seq(1, 100)],
    ?S(take(R, 200, 0)),
    ?S(length(proc:flush())).

take(_, 0, Sum) -> Sum;
take(R, N, Sum) ->
    M = receive {R, X} -> X end,
    case N rem 4 of
        0 -> receive {other, _} -> ok after 0 -> ok end;
        1 -> receive {R, impossible} -> exit(wrong) after 0 -> ok end;
        _ -> ok
    end,
    take(R, N - 1, Sum + M).

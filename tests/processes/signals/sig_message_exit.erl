%% SPDX-License-Identifier: Apache-2.0
%% From one sender: messages that were sent before an exit signal are in the queue before it.
-module(sig_message_exit).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Results = [begin
        Me = self(),
        P = spawn(fun() ->
            process_flag(trap_exit, true),
            Me ! go,
            take([])
        end),
        receive go -> ok end,
        P ! {1, Me},
        exit(P, two),
        P ! {3, Me},
        exit(P, four),
        P ! {5, Me},
        proc:scrub(proc:next())
     end || _ <- lists:seq(1, 200)],
    ?S(lists:usort(Results)).

take(Seen) ->
    receive
        {5, From} -> From ! lists:reverse([5 | Seen]);
        {N, _} -> take([N | Seen]);
        {'EXIT', _, Why} -> take([Why | Seen])
    end.

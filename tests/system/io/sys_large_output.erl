%% SPDX-License-Identifier: Apache-2.0
%% Large outputs: from several processes at a time, from one that ends at once, before the system ends.
-module(sys_large_output).
-export([main/0]).

main() ->
    io:put_chars(lists:duplicate(100000, "åäö ")),
    io:nl(),
    Line = lists:duplicate(997, $=),
    Writers = [spawn_monitor(fun() -> [io:put_chars([Line, $\n]) || _ <- lists:seq(1, 500)] end)
                  || _ <- lists:seq(1, 4)],
    [receive {'DOWN', Ref, process, _, Reason} -> normal = Reason end || {_, Ref} <- Writers],
    io:put_chars(binary:copy(<<"0123456789abcde\n">>, 100000)),
    spawn(fun() -> [io:format("~w ~s~n", [N, Line]) || N <- lists:seq(1, 1000)], init:stop(7) end),
    receive after infinity -> ok end.

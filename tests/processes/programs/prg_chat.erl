%% SPDX-License-Identifier: Apache-2.0
%% A chat room: join, say, leave, with members that end without a word.
-module(prg_chat).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Room = spawn(fun() -> room([]) end),
    [A, B, C] = [begin
        P = proc:worker(),
        ok = ask(Room, {join, P, N}),
        P
     end || N <- [ann, bob, cat]],
    ?S(ask(Room, who)),
    ?S(ask(Room, {say, A, "hello"})),
    ?S([proc:do(P, fun() -> proc:flush() end) || P <- [A, B, C]]),
    ?S(ask(Room, {leave, B})),
    ?S([proc:do(P, fun() -> proc:flush() end) || P <- [A, B, C]]),
    proc:kill(C),
    proc:until(fun() -> length(ask(Room, who)) =:= 1 end),
    ?S(ask(Room, who)),
    ?S(proc:do(A, fun() -> proc:flush() end)),
    ?S(ask(Room, {say, B, "outside"})),
    ?S(proc:kill(Room)).

ask(Room, Request) ->
    R = monitor(process, Room, [{alias, reply_demonitor}]),
    Room ! {R, Request},
    receive {R, Answer} -> Answer; {'DOWN', R, _, _, Why} -> {down, Why} end.

room(Members) ->
    receive
        {R, {join, P, Name}} ->
            M = monitor(process, P),
            R ! {R, ok},
            room([{P, M, Name} | Members]);
        {R, {leave, P}} ->
            {P, M, Name} = lists:keyfind(P, 1, Members),
            demonitor(M, [flush]),
            Rest = left(Name, lists:keydelete(P, 1, Members)),
            R ! {R, ok},
            room(Rest);
        {R, {say, P, Text}} ->
            case lists:keyfind(P, 1, Members) of
                {P, _, Name} -> [Q ! {Name, says, Text} || {Q, _, _} <- Members], R ! {R, said};
                false -> R ! {R, not_here}
            end,
            room(Members);
        {R, who} ->
            R ! {R, lists:sort([Name || {_, _, Name} <- Members])},
            room(Members);
        {'DOWN', M, process, _, _} ->
            {P, M, Name} = lists:keyfind(M, 2, Members),
            room(left(Name, lists:keydelete(P, 1, Members)))
    end.

left(Name, Members) ->
    [P ! {Name, left} || {P, _, _} <- Members],
    Members.

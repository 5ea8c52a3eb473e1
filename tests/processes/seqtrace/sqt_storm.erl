%% SPDX-License-Identifier: Apache-2.0
%% Many processes with tokens and labels of all sizes at a time; processes that end with messages in
%% their queues; resets meanwhile.
-module(sqt_storm).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    seqtracing:start(),
    Me = self(),
    ?S(lists:usort([ring(N, Label) || N <- [1, 2, 10, 100], Label <- labels()])),
    Mail = [spawn(fun() -> receive never -> ok end end) || _ <- lists:seq(1, 20)],
    [begin
         seq_trace:set_token(label, Label),
         [M ! {Label, Message} || M <- Mail, Message <- [atom, "text", binary:copy(<<"b">>, 100)]]
     end || Label <- labels()],
    [exit(M, kill) || M <- Mail],
    [proc:gone(M) || M <- Mail],
    seq_trace:set_token([]),
    Talkers = [spawn(fun() -> talk(200, Me) end) || _ <- lists:seq(1, 20)],
    [begin [spawn(fun() -> seq_trace:reset_trace() end) || _ <- [1, 2]], receive after 1 -> ok end end || _ <- lists:seq(1, 10)],
    ?S(lists:usort([receive {done, T} -> ok end || T <- Talkers])),
    seqtracing:stop(),
    seq_trace:reset_trace().

labels() -> [0, label, "text", {1, make_ref()}, binary:copy(<<"label">>, 50), lists:seq(1, 300)].

%% The token goes round; each process counts on.
ring(N, Label) ->
    seq_trace:reset_trace(),
    Me = self(),
    First = lists:foldl(fun(_, Next) -> spawn(fun() -> pass(Next) end) end, Me, lists:seq(1, N)),
    seq_trace:set_token(label, Label),
    First ! {go, 0},
    receive {go, N} -> ok end,
    {0, Label, Serial, _, Last} = seq_trace:set_token([]),
    {Serial - N, Last - N}.

pass(Next) ->
    receive
        {go, Count} ->
            erlang:garbage_collect(),
            Next ! {go, Count + 1}
    end.

talk(0, Me) -> Me ! {done, self()};
talk(N, Me) ->
    seq_trace:set_token(label, lists:seq(1, N rem 40)),
    seq_trace:set_token(send, N rem 3 =:= 0),
    Self = self(),
    P = spawn(fun() -> receive X -> Self ! {X, seq_trace:get_token()} end end),
    P ! N,
    receive {N, _} -> ok end,
    talk(N - 1, Me).

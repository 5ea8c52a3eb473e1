%% SPDX-License-Identifier: Apache-2.0
%% reset_trace/0 takes tokens out of all processes and of the messages in their queues.
-module(sqt_reset).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    seqtracing:start(),
    Ps = [spawn(fun() ->
              receive go -> ok end,
              receive _ -> ok end,
              Me ! {self(), seq_trace:get_token()}
          end) || _ <- lists:seq(1, 50)],
    seqtracing:on(['receive']),
    seq_trace:set_token(label, lists:seq(1, 20)),
    Me ! mine,
    [P ! {carries, P} || P <- Ps],
    [proc:until(fun() -> {message_queue_len, N} = process_info(P, message_queue_len), N =:= 1 end) || P <- Ps],
    seq_trace:reset_trace(),
    ?S(seq_trace:get_token()),
    [P ! go || P <- Ps],
    ?S(lists:usort([receive {P, T} -> T end || P <- Ps])),
    seq_trace:set_token(label, new),
    ?S(receive mine -> seq_trace:get_token() end),
    %% What was no message of a process takes the token too, once.
    erlang:send_after(0, self(), timer),
    proc:until(fun() -> {message_queue_len, N} = process_info(Me, message_queue_len), N =:= 1 end),
    seq_trace:reset_trace(),
    seq_trace:set_token(label, new),
    ?S(receive timer -> seq_trace:get_token() end),
    seqtracing:show(seen, 0),
    seqtracing:stop(),
    seq_trace:reset_trace().

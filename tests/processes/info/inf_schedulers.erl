%% SPDX-License-Identifier: Apache-2.0
%% Schedulers online, blocked multi-scheduling: what runs where, who has blocked, and ends of blockers.
-module(inf_schedulers).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    N = erlang:system_info(schedulers),
    erlang:system_flag(schedulers_online, N),
    ?S(erlang:system_flag(schedulers_online, 1) =:= N),
    ?S(erlang:system_info(schedulers_online)),
    ?S(where()),
    ?S(element(3, erlang:system_info(schedulers_state))),
    ?S(ticks(5)),
    ?S(erlang:system_flag(schedulers_online, N)),
    ?S(erlang:system_info(schedulers_online) =:= N),
    ?S(ticks(5)),
    ?R(erlang:system_flag(schedulers_online, id(N + 1))),
    ?R(erlang:system_flag(schedulers_online, id(0))),
    ?R(erlang:system_flag(schedulers_online, id(a))),
    ?S(erlang:system_flag(multi_scheduling, block)),
    ?S(erlang:system_flag(multi_scheduling, block)),
    ?S(erlang:system_info(multi_scheduling)),
    ?S(erlang:system_info(multi_scheduling_blockers)),
    ?S(where()),
    ?S(erlang:system_flag(multi_scheduling, unblock)),
    ?S(erlang:system_flag(multi_scheduling, unblock)),
    ?S(erlang:system_flag(multi_scheduling, unblock)),
    ?S(erlang:system_flag(multi_scheduling, block_normal)),
    ?S(erlang:system_info(normal_multi_scheduling_blockers)),
    ?S(erlang:system_info(multi_scheduling_blockers)),
    ?S(erlang:system_flag(multi_scheduling, unblock_normal)),
    ?R(erlang:system_flag(multi_scheduling, id(maybe))),
    W = proc:worker(),
    ?S(proc:do(W, fun() -> erlang:system_flag(multi_scheduling, block) end)),
    ?S(erlang:system_info(multi_scheduling)),
    ?S(erlang:system_info(multi_scheduling_blockers) =:= [W]),
    proc:kill(W),
    proc:until(fun() -> erlang:system_info(multi_scheduling) =:= enabled end),
    ?S([storm(erlang:system_info(schedulers)) || _ <- lists:seq(1, 10)]).

%% Schedulers on which processes find themselves.
where() ->
    Me = self(),
    Pids = [spawn(fun() -> proc:spin(20000), Me ! {self(), erlang:system_info(scheduler_id)} end)
            || _ <- lists:seq(1, 20)],
    lists:usort([receive {P, Id} -> Id end || P <- Pids]).

%% Timers fire, whoever has set them.
ticks(N) ->
    Me = self(),
    Pids = [spawn(fun() -> receive after 5 -> Me ! {self(), I} end end) || I <- lists:seq(1, N)],
    [receive {P, I} -> I end || P <- Pids].

%% Schedulers come and go while processes run and wait.
storm(N) ->
    Me = self(),
    Pids = [spawn(fun() -> work(10), Me ! {self(), done} end) || _ <- lists:seq(1, 20)],
    [erlang:system_flag(schedulers_online, 1 + I rem N) || I <- lists:seq(1, 20)],
    erlang:system_flag(schedulers_online, N),
    length([receive {P, done} -> ok end || P <- Pids]).

work(0) -> ok;
work(N) ->
    proc:spin(3000),
    receive after N rem 3 -> ok end,
    work(N - 1).

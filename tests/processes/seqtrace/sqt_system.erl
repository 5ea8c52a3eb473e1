%% SPDX-License-Identifier: Apache-2.0
%% Messages that no process has sent leave the receiver's token; exit signals carry tokens or take
%% them away.
-module(sqt_system).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    seqtracing:start(),
    [begin
         seq_trace:reset_trace(),
         seqtracing:on([send, 'receive']),
         Message = Do(),
         ?S({What, Message, seq_trace:get_token()}),
         seqtracing:show(What, 0)
     end || {What, Do} <- kinds()],
    exits(),
    seqtracing:stop(),
    seq_trace:reset_trace().

kinds() ->
    [{timer, fun() -> erlang:send_after(1, self(), hello), proc:next() end},
     {wrapped, fun() -> erlang:start_timer(1, self(), hello), proc:next() end},
     {cancel, fun() -> R = erlang:start_timer(100000, self(), x),
                       erlang:cancel_timer(R, [{async, true}]),
                       element(1, proc:next()) end},
     {no_process, fun() -> monitor(process, sqt_nobody), proc:next() end},
     {down, fun() -> {_, _} = without(fun() -> spawn_monitor(fun() -> ok end) end), proc:next() end},
     {link_dead, fun() -> P = without(fun() -> spawn(fun() -> ok end) end),
                          without(fun() -> proc:gone(P) end),
                          link(P), proc:next() end},
     {port, fun() -> without(fun() -> open_port({spawn, "echo hello"}, [{line, 20}]) end),
                     M = receive {_, {data, D}} -> D end,
                     receive {'EXIT', _, _} -> M end end},
     {port_data, fun() -> without(fun() -> open_port({spawn, "echo hello"}, [{line, 20}, eof]) end),
                          M = receive {_, {data, D}} -> D end,
                          receive {_, eof} -> M end end},
     {transfer, fun() -> T = ets:new(t, []),
                         P = without(fun() -> spawn(fun() -> receive {'ETS-TRANSFER', _, From, _} -> From ! ok end end) end),
                         without(fun() -> ets:give_away(T, P, data), proc:next() end) end},
     {info, fun() -> P = without(fun() -> spawn(fun() -> receive stop -> ok end end) end),
                     process_info(P, status), is_process_alive(P), garbage_collect(P),
                     exit(P, kill), ok end},
     {delivered, fun() -> erlang:trace_delivered(all), element(1, proc:next()) end},
     {exit, fun() -> exit(self(), hello), proc:next() end},
     {exit_of_other, fun() -> Me = self(),
                              without(fun() -> spawn(fun() -> exit(Me, hello) end) end),
                              proc:next() end},
     {link, fun() -> without(fun() -> spawn_link(fun() -> exit(hello) end) end), proc:next() end},
     {plain, fun() -> Me = self(), without(fun() -> spawn(fun() -> Me ! hello end) end), proc:next() end}].

pid({P, _}) -> P;
pid(P) -> P.

%% What is done by a process without a token; this one keeps its own.
without(Fun) ->
    Token = seq_trace:set_token([]),
    Value = Fun(),
    seq_trace:set_token(Token),
    Value.

%% Processes with a token end: links, monitors, exit/2.
exits() ->
    [begin
         seq_trace:reset_trace(),
         Me = self(),
         P = proc:names(pid(spawn_opt(fun() -> receive {go, Do} -> Do(Me) end end, Options)), p),
         seqtracing:on([send, 'receive']),
         P ! {go, How},
         ?S({Name, receive M when element(1, M) =/= got -> M end, seq_trace:get_token()}),
         seqtracing:show(Name, Count)
     end || {Name, Options, How, Count} <-
            [{link, [link], fun(_) -> exit({bye, "long"}) end, 4},
             {link_normal, [link], fun(_) -> ok end, 4},
             {exit, [], fun(Me) -> exit(Me, bye) end, 2},
             {monitor, [monitor], fun(_) -> exit(bye) end, 2}]],
    %% Who does not trap dies of it.
    seq_trace:reset_trace(),
    ?S(proc:ends(fun() ->
        spawn_link(fun() -> receive stop -> exit(oops) end end) ! stop,
        receive after infinity -> ok end
    end)),
    ?S(length(proc:ends(fun() ->
        R = spawn_link(fun() -> receive stop -> exit(lists:seq(1, 100)) end end),
        seqtracing:on([]),
        seq_trace:set_token(label, lists:seq(1, 100)),
        R ! stop,
        receive after infinity -> ok end
    end))).

%% SPDX-License-Identifier: Apache-2.0
%%
%% Small races of processes, each with the outcomes that are allowed. Any order in which the processes
%% run must lead to one of these; run.sh tries many. The first that does not is shown, exit status 1.
-module(litmus).
-export([main/0]).

main() ->
    lists:foreach(
        fun({Name, Race}) ->
            [] = flush(),
            case catch Race() of
                ok -> ok;
                Outcome -> erlang:display({not_allowed, Name, Outcome}), erlang:halt(1)
            end
        end,
        [{unlink, fun unlinked/0}, {two_monitors, fun two_monitors/0},
            {demonitor, fun demonitored/0}, {alias, fun alias_once/0},
            {alias_gone, fun alias_gone/0}, {register, fun registered_once/0},
            {name_freed, fun name_freed/0}, {kill, fun killed/0}, {order, fun message_then_exit/0},
            {linked_once, fun linked_once/0}, {both_unlink, fun both_unlink/0},
            {relink, fun relink/0}, {suspend, fun suspended/0}, {info, fun info_sees/0},
            {chain, fun chain/0}, {timer, fun timer/0}, {late_monitor, fun late_monitor/0},
            {gone, fun gone_means_gone/0}, {spawn_order, fun spawn_order/0}]
    ).

flush() -> receive M -> [M | flush()] after 0 -> [] end.

%% Others get some turns.
pause() -> pause(6).
pause(0) -> ok;
pause(N) -> erlang:yield(), pause(N - 1).

trapping(Fun) ->
    process_flag(trap_exit, true),
    Result = Fun(),
    process_flag(trap_exit, false),
    Result.

%% No exit signal of a link arrives after unlink has returned and the mailbox was looked at.
unlinked() ->
    trapping(fun() ->
        P = spawn(fun() -> exit(gone) end),
        link(P),
        unlink(P),
        receive {'EXIT', P, R} when R =:= gone; R =:= noproc -> ok after 0 -> ok end,
        {_, M} = spawn_monitor(fun pause/0),
        receive {'DOWN', M, _, _, _} -> ok end,
        ok_if(flush(), [[]])
    end).

two_monitors() ->
    P = spawn(fun() -> exit(gone) end),
    M1 = monitor(process, P),
    M2 = monitor(process, P),
    R1 = receive {'DOWN', M1, _, P, A} -> A end,
    R2 = receive {'DOWN', M2, _, P, B} -> B end,
    ok_if({R1, R2, flush()}, [{gone, gone, []}, {gone, noproc, []}, {noproc, noproc, []}]).

demonitored() ->
    P = spawn(fun() -> exit(gone) end),
    M = monitor(process, P),
    demonitor(M, [flush]),
    down(spawn(fun pause/0)),
    ok_if(flush(), [[]]).

alias_once() ->
    A = alias([reply]),
    P = spawn(fun() -> A ! one end),
    Q = spawn(fun() -> A ! two end),
    down(P),
    down(Q),
    ok_if(flush(), [[one], [two]]).

alias_gone() ->
    A = alias(),
    P = spawn(fun() -> A ! one, A ! two end),
    unalias(A),
    Before = flush(),
    down(P),
    ok_if({Before, flush()}, [{[], []}, {[one], []}, {[one, two], []}]).

registered_once() ->
    Me = self(),
    Try = fun() ->
        Me ! {self(), catch register(litmus, self())},
        receive stop -> ok end
    end,
    P = spawn(Try),
    Q = spawn(Try),
    RP = receive {P, A} -> A end,
    RQ = receive {Q, B} -> B end,
    Holder = whereis(litmus),
    P ! stop,
    Q ! stop,
    down(P),
    down(Q),
    Failed = fun({'EXIT', {badarg, _}}) -> failed; (X) -> X end,
    ok_if({Failed(RP), Failed(RQ), Holder, whereis(litmus)},
        [{true, failed, P, undefined}, {failed, true, Q, undefined}]).

name_freed() ->
    P = spawn(fun() -> receive stop -> ok end end),
    register(litmus, P),
    M = monitor(process, litmus),
    exit(P, stopped),
    receive {'DOWN', M, process, {litmus, _}, stopped} -> ok end,
    ok_if({whereis(litmus), catch register(litmus, self()), unregister(litmus)},
        [{undefined, true, true}]).

killed() ->
    P = spawn(fun() -> process_flag(trap_exit, true), receive never -> ok end end),
    M = monitor(process, P),
    exit(P, polite),
    exit(P, kill),
    receive {'DOWN', M, _, _, R} -> ok_if(R, [killed, polite]) end.

%% Signals of one sender arrive in order, whatever they are.
message_then_exit() ->
    Me = self(),
    P = spawn(fun() ->
        process_flag(trap_exit, true),
        Me ! ready,
        First = receive X -> X end,
        Second = receive Y -> Y end,
        Me ! {First, Second}
    end),
    receive ready -> ok end,
    P ! hello,
    exit(P, bye),
    receive Both -> ok_if(Both, [{hello, {'EXIT', Me, bye}}]) end.

linked_once() ->
    trapping(fun() ->
        Me = self(),
        P = spawn(fun() -> catch link(Me), exit(gone) end),
        catch link(P),
        down(P),
        Exits = flush(),
        ok_if(Exits, [[{'EXIT', P, gone}], [{'EXIT', P, gone}, {'EXIT', P, noproc}],
            [{'EXIT', P, noproc}]])
    end).

both_unlink() ->
    trapping(fun() ->
        Me = self(),
        P = spawn_link(fun() -> unlink(Me), Me ! done, receive go -> exit(gone) end end),
        unlink(P),
        receive done -> ok end,
        P ! go,
        down(P),
        ok_if(flush(), [[]])
    end).

%% Links made anew after unlinks on both sides hold on both sides or on none.
relink() ->
    trapping(fun() ->
        Me = self(),
        P = spawn_link(fun() -> unlink(Me), link(Me), Me ! done, receive go -> exit(gone) end end),
        unlink(P),
        link(P),
        receive done -> ok end,
        {links, Theirs} = process_info(P, links),
        {links, Mine} = process_info(self(), links),
        P ! go,
        down(P),
        Exits = flush(),
        case {lists:member(P, Mine), lists:member(Me, Theirs), Exits} of
            {true, true, [{'EXIT', P, gone}]} -> ok;
            Other -> Other
        end
    end).

suspended() ->
    Me = self(),
    P = spawn(fun() -> pause(), Me ! one, pause(), Me ! two end),
    case catch erlang:suspend_process(P) of
        true ->
            Before = flush(),
            down(spawn(fun pause/0)),
            During = flush(),
            erlang:resume_process(P),
            down(P),
            ok_if({During, Before ++ flush()}, [{[], [one, two]}]);
        {'EXIT', {badarg, _}} ->
            ok_if(flush(), [[one, two]])
    end.

info_sees() ->
    P = spawn(fun() -> receive stop -> ok end end),
    P ! a,
    P ! b,
    Info = process_info(P, messages),
    P ! stop,
    down(P),
    ok_if(Info, [{messages, [a, b]}]).

chain() ->
    Me = self(),
    Head = spawn(fun() -> grow(5, Me) end),
    All = [receive {member, P} -> P end || _ <- lists:seq(1, 6)],
    Monitors = [{P, monitor(process, P)} || P <- All],
    exit(Head, kill),
    Reasons = [receive {'DOWN', M, _, P, R} -> R end || {P, M} <- Monitors],
    ok_if([R || R <- Reasons, R =/= killed, R =/= noproc], [[]]).

grow(0, Me) -> Me ! {member, self()}, receive never -> ok end;
grow(N, Me) ->
    spawn_link(fun() -> grow(N - 1, Me) end),
    Me ! {member, self()},
    receive never -> ok end.

timer() ->
    R = erlang:send_after(0, self(), tick),
    pause(),
    case erlang:cancel_timer(R) of
        false -> receive tick -> ok_if(flush(), [[]]) end;
        Left when is_integer(Left) -> ok_if(flush(), [[]])
    end.

%% A monitor after an exit signal of the same sender finds nobody.
late_monitor() ->
    P = spawn(fun() -> receive never -> ok end end),
    exit(P, gone),
    M = monitor(process, P),
    receive {'DOWN', M, _, _, R} -> ok_if(R, [noproc]) end.

%% Who has been reported down is not alive, and has no name or links any more.
gone_means_gone() ->
    P = spawn(fun() -> pause() end),
    down(P),
    ok_if({is_process_alive(P), process_info(P), lists:member(P, processes())},
        [{false, undefined, false}]).

%% The reply to a spawn request comes before anything from the child.
spawn_order() ->
    Me = self(),
    R = spawn_request(fun() -> Me ! {child, self()} end, [monitor]),
    First = receive A -> A end,
    Second = receive B -> B end,
    Third = receive C -> C end,
    case {First, Second, Third} of
        {{spawn_reply, R, ok, P}, {child, P}, {'DOWN', R, process, P, normal}} -> ok;
        Other -> Other
    end.

down(P) ->
    M = monitor(process, P),
    receive {'DOWN', M, process, P, _} -> ok end.

ok_if(Outcome, Allowed) ->
    case lists:member(Outcome, Allowed) of
        true -> ok;
        false -> Outcome
    end.

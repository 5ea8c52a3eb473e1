%% SPDX-License-Identifier: Apache-2.0
%% Many senders at once to a port that lets few commands wait for it: all arrive, in order.
-module(prt_crowd).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

-define(SENDERS, 8).
-define(COMMANDS, 300).

main() ->
    process_flag(trap_exit, true),
    ?S(crowd([{busy_limits_msgq, {1, 2}}], command)),
    ?S(crowd([{busy_limits_msgq, {1, 2}}], message)),
    ?S(crowd([{busy_limits_msgq, {20, 10}}, {busy_limits_port, {1, 1}}], command)),
    ?S(crowd([{busy_limits_msgq, disabled}, {busy_limits_port, disabled}], message)),
    ?S(crowd([], nosuspend)),
    ?S(crowd([{busy_limits_msgq, {1, 1}}], nosuspend)),
    ?S(closed()),
    ?S([refused({busy_limits_msgq, L}) || L <- [{0, 1}, {1, 0}, {a, 1}, off, {1}]]).

refused(Option) ->
    try open_port({spawn, "cat"}, [Option]) catch error:Reason -> Reason end.

crowd(Options, How) ->
    Port = open_port({spawn, "cat"}, [stream, binary, {line, 100} | Options]),
    Me = self(),
    [spawn_link(fun() -> send(How, Port, Me, Sender, 1) end) || Sender <- lists:seq(1, ?SENDERS)],
    Lines = gather(Port, ?SENDERS * ?COMMANDS, []),
    [receive {'EXIT', _, normal} -> ok end || _ <- lists:seq(1, ?SENDERS)],
    true = port_close(Port),
    receive {'EXIT', Port, normal} -> ok end,
    [[N || {S, N} <- Lines, S =:= Sender] =:= lists:seq(1, ?COMMANDS) || Sender <- lists:seq(1, ?SENDERS)].

send(_, _, _, _, N) when N > ?COMMANDS -> ok;
send(How, Port, Me, Sender, N) ->
    Line = [integer_to_list(Sender), $\s, integer_to_list(N), $\n],
    case How of
        command -> port_command(Port, Line);
        message -> Port ! {Me, {command, Line}};
        nosuspend -> until(fun() -> port_command(Port, Line, [nosuspend]) end)
    end,
    send(How, Port, Me, Sender, N + 1).

until(F) ->
    case F() of
        true -> ok;
        false -> erlang:yield(), until(F)
    end.

gather(_, 0, Lines) -> lists:reverse(Lines);
gather(Port, Left, Lines) ->
    receive
        {Port, {data, {eol, Line}}} ->
            [Sender, N] = binary:split(Line, <<" ">>),
            gather(Port, Left - 1, [{binary_to_integer(Sender), binary_to_integer(N)} | Lines])
    end.

%% Who waits for a port that ends goes on.
closed() ->
    Port = open_port({spawn, "cat >/dev/null"}, [out, {busy_limits_msgq, {1, 1}}]),
    Senders = [spawn_monitor(fun() -> forever(Port) end) || _ <- lists:seq(1, 4)],
    receive after 20 -> ok end,
    true = port_close(Port),
    [receive {'DOWN', Ref, process, Pid, Reason} -> Reason end || {Pid, Ref} <- Senders].

forever(Port) ->
    try port_command(Port, <<"some text">>) of
        true -> forever(Port)
    catch
        error:badarg -> ok
    end.

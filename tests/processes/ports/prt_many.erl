%% SPDX-License-Identifier: Apache-2.0
%% heavy: many programs
%% Many ports at once, opened, used and closed by many processes; closing while data are on their way.
-module(prt_many).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    process_flag(trap_exit, true),
    Before = length(erlang:ports()),
    ?S(many(100)),
    ?S(lists:usort(races(60))),
    ?S(lists:usort([closing_senders() || _ <- lists:seq(1, 15)])),
    ?S(statuses(40)),
    ?S(proc:until(fun() -> length(erlang:ports()) =:= Before end)),
    ?S(proc:flush()).

many(N) ->
    Ports = [open_port({spawn, "cat"}, [binary, {packet, 2}]) || _ <- lists:seq(1, N)],
    [port_command(P, integer_to_list(I)) || {I, P} <- lists:zip(lists:seq(1, N), Ports)],
    Back = [receive {P, {data, D}} -> binary_to_integer(D) end || P <- Ports],
    [port_close(P) || P <- Ports],
    [receive {'EXIT', P, normal} -> ok end || P <- Ports],
    Back =:= lists:seq(1, N).

%% The program, its port and its owner end at about the same time.
races(N) ->
    Me = self(),
    Pids = [spawn(fun() -> Me ! {self(), race(I rem 4)} end) || I <- lists:seq(1, N)],
    [receive {Pid, R} -> R end || Pid <- Pids].

race(Kind) ->
    process_flag(trap_exit, true),
    P = open_port({spawn, "sh -c 'exec 2>/dev/null; echo a; exit 1'"}, [exit_status]),
    case Kind of
        0 -> catch port_close(P);
        1 -> exit(P, kill);
        2 -> P ! {self(), close};
        3 -> ok
    end,
    receive {'EXIT', P, R} when R =:= normal; R =:= killed -> ok end,
    Late = [M || {Q, {data, _}} = M <- messages(), Q =:= P],
    length(Late) =< 1.

messages() -> receive M -> [M | messages()] after 0 -> [] end.

closing_senders() ->
    P = open_port({spawn, "cat >/dev/null"}, [out]),
    Me = self(),
    Senders = [spawn_monitor(fun() -> sender(P, Me, 2000) end) || _ <- lists:seq(1, 4)],
    port_close(P),
    receive {'EXIT', P, normal} -> ok end,
    lists:usort([proc:down(Ref) || {_, Ref} <- Senders]) -- [normal, closed].

sender(_, _, 0) -> ok;
sender(P, Owner, N) ->
    P ! {Owner, {command, "some bytes"}},
    try port_command(P, "others") of
        true -> sender(P, Owner, N - 1)
    catch
        error:badarg -> exit(closed)
    end.

statuses(N) ->
    Ports = [{I, open_port({spawn, "sh -c 'exit " ++ integer_to_list(I) ++ "'"}, [exit_status])} || I <- lists:seq(1, N)],
    [I || {I, P} <- Ports, receive {P, {exit_status, S}} -> receive {'EXIT', P, normal} -> S =/= I end end].

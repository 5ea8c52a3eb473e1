%% SPDX-License-Identifier: Apache-2.0
%% Raw files are their owner's: others cannot use them, and when it ends they are closed, even when
%% somebody still holds the descriptor.
-module(sys_file_owners).
-export([main/0]).
-include("t.hrl").

main() ->
    Name = "/tmp/sys_file_owners_" ++ os:getpid(),
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() ->
        {ok, Fd} = prim_file:open(Name, [read, write]),
        ok = prim_file:write(Fd, <<"some bytes">>),
        Self ! {file, Fd},
        receive stop -> ok end
    end),
    Fd = receive {file, File} -> File end,
    [t:p("~w ~p", [F, try apply(prim_file, F, [Fd | A]) catch C:R -> {C, R} end])
     || {F, A} <- [{read, [1]}, {write, [<<"x">>]}, {position, [0]}, {close, []}, {sync, []}, {truncate, []}]],
    ?T(open_files(Name)),
    Pid ! stop,
    receive {'DOWN', Ref, process, Pid, Reason} -> t:p("~p", [Reason]) end,
    ?T(wait_closed(Name, 100)),
    many(Name),
    ?T(wait_closed(Name, 100)),
    ?T(prim_file:delete(Name)),
    ?T(is_tuple(Fd)),
    own(Name).

%% How often the file is open in this system.
open_files(Name) ->
    {ok, Numbers} = prim_file:list_dir("/proc/self/fd"),
    length([N || N <- Numbers, prim_file:read_link("/proc/self/fd/" ++ N) =:= {ok, Name}]).

wait_closed(Name, Tries) ->
    case open_files(Name) of
        0 -> closed;
        N when Tries =:= 0 -> {still_open, N};
        _ -> receive after 20 -> wait_closed(Name, Tries - 1) end
    end.

%% Killed in the middle of what they do.
many(Name) ->
    Pids = [spawn(fun() -> {ok, Fd} = prim_file:open(Name, [read]), busy(Fd) end) || _ <- lists:seq(1, 50)],
    receive after 100 -> ok end,
    [exit(Pid, kill) || Pid <- Pids].

busy(Fd) ->
    {ok, _} = prim_file:pread(Fd, 0, 5),
    busy(Fd).

own(Name) ->
    {ok, Fd} = prim_file:open(Name, [write]),
    ?T(prim_file:close(Fd)),
    ?T(prim_file:close(Fd)),
    ?T(prim_file:write(Fd, <<"x">>)),
    ?T(prim_file:delete(Name)).

%% SPDX-License-Identifier: Apache-2.0
%% Raw reads of all sizes and kinds of files: what is in memory, what has to be waited for, up to
%% the end and beyond, with the position that they leave.
-module(sys_file_reads).
-export([main/0]).
-include("t.hrl").

main() ->
    Name = "/tmp/sys_file_reads_" ++ os:getpid(),
    Data = << <<(I * 7 + I bsr 8)>> || I <- lists:seq(1, 200000) >>,
    {ok, Out} = prim_file:open(Name, [write]),
    ok = prim_file:write(Out, Data),
    ok = prim_file:close(Out),
    {ok, Fd} = prim_file:open(Name, [read]),
    [t:p("~p ~p", [Size, whole(Fd, Size, Data)])
     || Size <- [1000, 4096, 65535, 65536, 65537, 199999, 200000, 200001, 1 bsl 22]],
    [t:p("~p ~p ~p", [At, Size, at(Fd, At, Size, Data)])
     || At <- [0, 1, 4095, 199000, 199999, 200000, 300000, -1], Size <- [0, 1, 63, 64, 65, 5000, 70000]],
    [t:p("~p", [at_position(Fd, At, Size)])
     || At <- [0, 199990, 200000, 200010], Size <- [0, 5, 65, 100000]],
    ?T(prim_file:close(Fd)),
    ?T([prim_file:read(Fd, 10), prim_file:pread(Fd, 0, 10)]),
    ?T(written(Name, [write])),
    ?T(written(Name, [write, append])),
    ?T(written(Name, [read, write])),
    [?E(prim_file:read(wrong, 1)), ?E(prim_file:pread(wrong, 1, 1))],
    others(),
    growing(Name),
    truncated(Name, Data),
    many(Name, Data),
    ?T(prim_file:delete(Name)),
    fifo(Name).

hash({ok, Bytes}) -> {byte_size(Bytes), erlang:crc32(Bytes)};
hash(Other) -> Other.

%% In pieces of that size.
whole(Fd, Size, Data) ->
    {ok, 0} = prim_file:position(Fd, bof),
    Read = iolist_to_binary(pieces(Fd, Size)),
    {Read =:= Data, prim_file:read(Fd, 1), prim_file:position(Fd, cur)}.

pieces(Fd, Size) ->
    case prim_file:read(Fd, Size) of
        {ok, Bytes} -> [Bytes | pieces(Fd, Size)];
        eof -> []
    end.

at(Fd, At, Size, Data) ->
    Read = prim_file:pread(Fd, At, Size),
    case Read of
        {ok, Bytes} -> {byte_size(Bytes), Bytes =:= binary:part(Data, At, byte_size(Bytes))};
        _ -> Read
    end.

at_position(Fd, At, Size) ->
    {prim_file:position(Fd, At), hash(prim_file:read(Fd, Size)), prim_file:position(Fd, cur)}.

%% Files that are not open for reading, or empty.
written(Name, Modes) ->
    {ok, Fd} = prim_file:open(Name ++ "x", Modes),
    Results = [prim_file:read(Fd, 10), prim_file:pread(Fd, 0, 10), prim_file:write(Fd, <<"abc">>),
               prim_file:read(Fd, 10), prim_file:pread(Fd, 1, 10), prim_file:close(Fd)],
    [prim_file:delete(Name ++ "x") | Results].

others() ->
    {ok, Zero} = prim_file:open("/dev/zero", [read]),
    ?T([prim_file:read(Zero, 3), hash(prim_file:read(Zero, 70000)), prim_file:pread(Zero, 5, 3)]),
    {ok, Null} = prim_file:open("/dev/null", [read]),
    ?T([prim_file:read(Null, 3), prim_file:read(Null, 0)]),
    {ok, Self} = prim_file:open("/proc/self/comm", [read]),
    ?T([element(1, prim_file:read(Self, 100)), prim_file:read(Self, 100)]),
    {ok, Folder} = prim_file:open("/", [read, directory]),
    ?T(prim_file:read(Folder, 10)),
    [prim_file:close(F) || F <- [Zero, Null, Self, Folder]].

%% The end moves while it is read.
growing(Name) ->
    {ok, In} = prim_file:open(Name, [read]),
    {ok, Out} = prim_file:open(Name, [append]),
    {ok, Size} = prim_file:position(In, eof),
    Read = [begin
        ok = prim_file:write(Out, lists:duplicate(I, <<I>>)),
        {hash(prim_file:read(In, 100)), prim_file:read(In, 100)}
    end || I <- lists:seq(1, 120, 7)],
    t:p("~p ~p", [Size, Read]),
    [prim_file:close(F) || F <- [In, Out]].

truncated(Name, Data) ->
    {ok, Fd} = prim_file:open(Name, [read, write]),
    {ok, 1000} = prim_file:position(Fd, 1000),
    ok = prim_file:truncate(Fd),
    t:p("~p", [[prim_file:read(Fd, 1), prim_file:position(Fd, 990), prim_file:read(Fd, 100)]]),
    {ok, 0} = prim_file:position(Fd, 0),
    ok = prim_file:write(Fd, Data),
    prim_file:close(Fd).

%% Processes read at the same time, and get messages meanwhile.
many(Name, Data) ->
    Pids = [spawn_monitor(fun() ->
        {ok, Fd} = prim_file:open(Name, [read]),
        [exit(differs) || I <- lists:seq(1, 200),
                          {ok, binary:part(Data, I * 900, 500)} =/= prim_file:pread(Fd, I * 900, 500)],
        exit({iolist_to_binary(pieces(Fd, 5000)) =:= Data, messages()})
    end) || _ <- lists:seq(1, 8)],
    [Pid ! {message, I} || I <- lists:seq(1, 100), {Pid, _} <- Pids],
    t:p("~p", [[receive {'DOWN', Ref, process, Pid, Reason} -> Reason end || {Pid, Ref} <- Pids]]).

messages() ->
    lists:sum([receive {message, I} -> I end || I <- lists:seq(1, 100)]).

%% A read of a pipe waits for as much as was asked for, or the end; others go on.
fifo(Name) ->
    Port = open_port({spawn_executable, "/usr/bin/mkfifo"}, [{args, [Name]}, exit_status]),
    receive {Port, {exit_status, 0}} -> ok end,
    Self = self(),
    Reader = spawn(fun() ->
        {ok, Fd} = prim_file:open(Name, [read]),
        Self ! {self(), prim_file:read(Fd, 100)},
        Self ! {self(), prim_file:read(Fd, 100)},
        prim_file:close(Fd)
    end),
    {ok, Out} = prim_file:open(Name, [write]),
    [begin
        ok = prim_file:write(Out, <<"some ">>),
        receive {Reader, Early} -> t:p("~p", [Early]) after 30 -> ok end
    end || _ <- lists:seq(1, 21)],
    receive {Reader, First} -> t:p("~p", [First]) after 10000 -> t:p("~p", [waits]) end,
    ok = prim_file:write(Out, <<"more">>),
    ok = prim_file:close(Out),
    receive {Reader, Last} -> t:p("~p", [Last]) end,
    ?T(prim_file:delete(Name)).

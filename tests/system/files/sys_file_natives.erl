%% SPDX-License-Identifier: Apache-2.0
%% What the natives of files decide themselves: access rights of open files, room set aside, modes,
%% the current folder, places and sizes that are none, many pieces written at once.
-module(sys_file_natives).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").
-include_lib("kernel/include/file.hrl").

main() ->
    access(),
    allocate(),
    current_folder(),
    modes(),
    places(),
    pieces().

%% Of the file's mode, not of how it was opened.
access() ->
    ok = file:write_file("access", "text"),
    ok = file:make_dir("folder"),
    [begin
         ok = file:change_mode("access", Mode),
         {ok, F} = file:open("access", [raw | How]),
         {ok, Raw} = file:read_file_info(F),
         ok = file:close(F),
         {ok, Io} = file:open("access", How),
         {ok, Same} = file:read_file_info(Io, [raw]),
         ok = file:close(Io),
         ?S({Mode, How, Raw#file_info.access, Same#file_info.access})
     end || Mode <- [8#644, 8#444, 8#200, 8#066, 8#000],
            How <- [[read], [append]],
            readable(Mode)],
    {ok, D} = file:open("folder", [read, directory, raw]),
    {ok, Info} = file:read_file_info(D),
    ?S({Info#file_info.type, Info#file_info.access}),
    ok = file:close(D).

%% Not everybody may open a file of any mode.
readable(Mode) ->
    Mode band 8#600 =:= 8#600 orelse os:cmd("id -u") =:= "0\n".

allocate() ->
    {ok, F} = file:open("room", [read, write, raw, binary]),
    ok = file:write(F, <<"begin">>),
    ?S(file:allocate(F, 0, 1024)),
    ?S(file:position(F, eof)),
    ?S(file:allocate(F, 2000, 100)),
    ?S(file:position(F, eof)),
    ?S(file:allocate(F, 0, 10)),
    ?S(file:position(F, eof)),
    ?S(file:pread(F, 0, 8)),
    ?S(file:allocate(F, -1, 10)),
    ?S(file:allocate(F, 0, 0)),
    ?S(file:allocate(F, 1 bsl 70, 10)),
    ?S([file:advise(F, 0, 100, A) || A <- [normal, random, sequential, will_need, dont_need,
                                          no_reuse, unknown]]),
    ?S(file:advise(F, -1, 100, normal)),
    ?S(file:advise(F, 0, 1 bsl 65, normal)),
    ok = file:close(F),
    ?S(file:advise(F, 0, 100, normal)),
    {ok, R} = file:open("room", [read, raw]),
    ?S(file:allocate(R, 0, 10)),
    ok = file:close(R).

current_folder() ->
    {ok, Here} = file:get_cwd(),
    ok = file:make_dir("current"),
    ok = file:set_cwd("current"),
    ok = file:write_file("file", ""),
    ?S(file:del_dir(filename:join(Here, "current"))),
    ?S(file:del_dir(".")),
    ?S(file:del_dir("../current")),
    ?S(file:del_dir(Here)),
    ok = file:delete("file"),
    ok = file:set_cwd(Here),
    ?S(file:del_dir("current")),
    ok = file:make_dir("full"),
    ok = file:write_file("full/file", ""),
    ?S(file:del_dir("full")).

modes() ->
    ok = file:write_file("mode", ""),
    [begin
         ok = file:change_mode("mode", Mode),
         {ok, #file_info{mode = Now}} = file:read_file_info("mode"),
         ?S({Mode, Now band 8#7777})
     end || Mode <- [8#777, 8#1644, 8#7600, 8#4755, 8#170644]],
    ?S(file:change_mode("mode", -1)),
    ?S(file:change_mode("missing", 8#644)).

places() ->
    ok = file:write_file("places", "0123456789"),
    {ok, F} = file:open("places", [read, write, raw, binary]),
    ?S([catch file:pread(F, At, Size) || At <- [-1, 1.0, 1 bsl 62, 1 bsl 63, 1 bsl 80, 9, 10],
                                         Size <- [0, 3]]),
    ?S([catch file:pread(F, 2, Size) || Size <- [-1, 1.5, a, 1 bsl 64]]),
    ?S([catch file:read(F, Size) || Size <- [-1, 1.5, a, 1 bsl 64, 0]]),
    ?S([catch file:pwrite(F, At, "x") || At <- [-1, 1.0, a, 1 bsl 63, 1 bsl 80]]),
    ?S([catch file:position(F, At) || At <- [-1, {cur, -1}, {eof, -3}, {bof, 1 bsl 62},
                                             {bof, 1 bsl 63}, {cur, -(1 bsl 62)}, 2.0, {x, 1}]]),
    ok = file:close(F),
    ?S([file:pread(F, 0, 1), file:read(F, 1), file:write(F, "x"), file:position(F, 0)]),
    ?S([catch prim_file:pread(F, a, 1), catch prim_file:write(F, a)]).

%% More pieces, and larger ones, than one system call takes.
pieces() ->
    {ok, F} = file:open("pieces", [read, write, raw, binary]),
    Large = [<<N:800/unit:8>> || N <- lists:seq(1, 200)],
    ?S(file:write(F, [<<>>, Large, <<>>, <<1:1, (hd(Large))/binary, 0:7>>, "end"])),
    ?S(file:position(F, cur)),
    ?S(file:pwrite(F, 5, [<<"a">>, lists:reverse(Large)])),
    ?S(file:pwrite(F, [{0, "begin"}, {161000, [lists:duplicate(100, <<"x">>), Large]}, {3, []}])),
    ?S(file:write(F, [])),
    ok = file:close(F),
    {ok, All} = file:read_file("pieces"),
    ?S({byte_size(All), erlang:md5(All)}),
    {ok, A} = file:open("pieces", [append, raw]),
    ?S(file:write(A, Large)),
    ok = file:close(A),
    ?S(filelib:file_size("pieces")).

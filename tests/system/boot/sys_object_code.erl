%% SPDX-License-Identifier: Apache-2.0
%% build: --object-code
%% The .beam files of linked modules: found where the code server says, the same bytes as stock OTP's.
-module(sys_object_code).
-export([main/0, sum/1]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [module(M) || M <- [lists, gen_server, application_master, unicode_util, t, ?MODULE]],
    ?S(code:get_object_code(no_such_module)),
    ?S([code:which(M) || M <- erlang:pre_loaded()]),
    folder(filename:dirname(code:which(application_master))),
    digests(element(2, code:get_object_code(?MODULE))),
    again().

module(Module) ->
    {Module, Code, File} = code:get_object_code(Module),
    ?S({Module, byte_size(Code), sum(Code), filename:basename(File), File =:= code:which(Module)}),
    ?S(file:read_file(File) =:= {ok, Code}),
    ?S(erl_prim_loader:get_file(File) =:= {ok, Code, File}),
    ?S(filelib:file_size(File)),
    ?S(filelib:is_regular(File)),
    ?S(begin {ok, Fd} = file:open(File, [read, raw, binary]),
             R = file:pread(Fd, [{0, 12}, {byte_size(Code) - 4, 100}, {byte_size(Code), 1}]),
             file:close(Fd), R
       end),
    ?S(beam_lib:md5(File)),
    ?S(beam_lib:version(File)),
    ?S(beam_lib:cmp(File, Code)),
    ?S(sum(lists:keydelete(file, 1, beam_lib:info(File)))),
    ?S(beam_lib:chunks(File, [exports, attributes, indexed_imports, labeled_exports])),
    ?S(sum(beam_lib:chunks(Code, [imports, locals, labeled_locals, compile_info, atoms]))),
    ?S(sum(beam_lib:chunks(Code, [abstract_code, debug_info]))),
    ?S(beam_lib:chunks(File, ["Line", "Docs"], [allow_missing_chunks])),
    ?S([N || {N, _} <- element(3, beam_lib:all_chunks(Code))]),
    ?S(sum(beam_lib:strip(Code))),
    ?S(code:module_md5(Code) =:= Module:module_info(md5)),
    ?S([sum(code:get_chunk(Code, Name)) || Name <- ["Code", "Attr", "None"]]),
    ?S(erlang:check_old_code(Module)).

%% What a reader of an application's folder sees.
folder(Ebin) ->
    {ok, Names} = file:list_dir(Ebin),
    Beams = [N || N <- Names, filename:extension(N) =:= ".beam"],
    ?S(length(Beams) > 20),
    ?S([N || N <- Beams, read(filename:join(Ebin, N)) =/= list_to_atom(filename:rootname(N))]).

read(File) ->
    {ok, {Module, [{exports, Exports}]}} = beam_lib:chunks(File, [exports]),
    true = lists:sort(Module:module_info(exports)) =:= Exports,
    {ok, Code} = file:read_file(File),
    true = code:module_md5(Code) =:= Module:module_info(md5),
    Module.

%% Of files that are damaged, compressed, or none.
digests(Code) ->
    ?S(lists:usort([code:module_md5(binary:part(Code, 0, S)) || S <- lists:seq(0, byte_size(Code) - 1, 7)])),
    ?S(code:module_md5(zlib:gzip(Code)) =:= ?MODULE:module_info(md5)),
    {ok, _, Chunks} = beam_lib:all_chunks(Code),
    [begin
         {ok, Other} = beam_lib:build_module(lists:keydelete(Name, 1, Chunks)),
         ?S({Name, code:module_md5(Other) =:= ?MODULE:module_info(md5), code:module_md5(Other) =:= undefined})
     end
     || {Name, _} <- Chunks, Name =/= "LitT", Name =/= "FunT"],
    [begin
         {ok, Other} = beam_lib:build_module(lists:keyreplace(Name, 1, Chunks, {Name, Bytes})),
         ?S({Name, Bytes, code:module_md5(Other)})
     end
     || Name <- ["AtU8", "Code", "ImpT", "ExpT", "FunT"],
        Bytes <- [<<>>, <<0>>, <<1:32>>, <<-1:32>>, <<19:32, 1:32, 0:96>>]],
    ?S(code:module_md5(<<"FOR1">>)),
    ?S(code:module_md5(<<>>)),
    ?R(code:module_md5(no_binary)),
    ?R(code:module_md5(<<"FOR1", 1:3>>)),
    ?S(begin <<_:3, Shifted/bitstring>> = <<0:3, Code/binary>>, code:module_md5(Shifted) end =:=
           ?MODULE:module_info(md5)).

%% Linked code is taken into use again from its bytes.
again() ->
    {Module, Code, File} = code:get_object_code(?MODULE),
    ?S(code:load_binary(Module, File, Code)),
    ?S(erlang:check_old_code(Module)),
    {queue, Queue, QueueFile} = code:get_object_code(queue),
    ?S(code:unstick_dir(filename:dirname(QueueFile))),
    ?S(code:load_file(queue)),
    ?S(code:purge(queue)),
    ?S(code:delete(queue)),
    ?S(erlang:module_loaded(queue)),
    ?S(code:load_binary(queue, QueueFile, Queue)),
    ?S(erlang:check_old_code(queue)),
    ?S(code:is_loaded(queue) =:= {file, QueueFile}),
    ?S(code:soft_purge(queue)),
    ?S(queue:to_list(queue:from_list([1, 2]))),
    ?S(is_reference(erlang:prepare_loading(?MODULE, zlib:gzip(Code)))),
    ?E(erlang:prepare_loading("x", Code)).

sum(Term) ->
    erlang:md5(term_to_binary(Term)).

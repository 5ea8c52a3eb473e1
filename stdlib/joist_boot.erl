%% SPDX-License-Identifier: Apache-2.0
%%
%% What the boot script of an executable calls, beside OTP's own functions; joist adds these calls to
%% the script (frontend/driver/boot.c). OTP's init loads modules from files and then knows where they
%% came from; here they are linked in, so it has to be told.
-module(joist_boot).

-export([reload/0, modules/1, start/3, start_entry/3]).

%% The first call of the script: init:restart/0 unloads all modules, this one too, before it runs the
%% script again.
reload() ->
    erlang:nif_error(not_loaded).

%% The modules that are linked in, by the folder (relative to the root) that they would be in. Runs in
%% init's boot process, the only one from which init takes this message.
modules(Folders) ->
    {ok, [[Root]]} = init:get_argument(root),
    Preloaded = erlang:pre_loaded(),
    init ! {self(), loaded,
            [{Module, Root ++ "/" ++ Folder ++ "/" ++ atom_to_list(Module) ++ ".beam"}
             || {Folder, Modules} <- Folders, Module <- Modules,
                not lists:member(Module, Preloaded)]},
    ok.

%% The program's entry, in a process of its own. The program ends when that returns; how the process
%% ends otherwise is the runtime's matter.
start(Module, Function, 0) ->
    start_watched(Module, Function, []);
start(Module, Function, 1) ->
    start_watched(Module, Function, [init:get_plain_arguments()]).

start_watched(Module, Function, Arguments) ->
    case whereis(user) of
        undefined -> ok;
        User -> group_leader(User, self())
    end,
    spawn(fun() ->
                  Ref = monitor(process, start_entry(Module, Function, Arguments)),
                  receive {'DOWN', Ref, process, _, _} -> stop() end
          end).

start_entry(_Module, _Function, _Arguments) ->
    erlang:nif_error(not_loaded).

%% Log events that are on their way are written. Applications of the program are stopped in good
%% order; without any nothing needs that, which takes OTP a second.
stop() ->
    _ = [catch logger_std_h:filesync(Handler)
         || #{id := Handler, module := logger_std_h} <- logger:get_handler_config()],
    case [A || {A, _, _} <- application:which_applications(), A =/= kernel, A =/= stdlib] of
        [] -> halt(0);
        _ -> init:stop(0)
    end.

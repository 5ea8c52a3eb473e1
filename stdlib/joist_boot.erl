%% SPDX-License-Identifier: Apache-2.0
%%
%% What the boot script of an executable calls, beside OTP's own functions; joist adds these calls to
%% the script (frontend/driver/boot.c). OTP's init loads modules from files and then knows where they
%% came from; here they are linked in, so it has to be told.
-module(joist_boot).

-export([modules/1, start/3, start_entry/3]).

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

%% The program's entry, in a process of its own; when it returns the system stops in good order.
start(Module, Function, 0) ->
    start_entry(Module, Function, []);
start(Module, Function, 1) ->
    start_entry(Module, Function, [init:get_plain_arguments()]).

start_entry(_Module, _Function, _Arguments) ->
    erlang:nif_error(not_loaded).

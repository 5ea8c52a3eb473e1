%% SPDX-License-Identifier: Apache-2.0
%%
%% Stands in for OTP's init while a program is one process that does not boot OTP: libraries that look
%% up boot arguments (erl_features, code, file) get the answers of a system started without any. OTP's
%% own module takes its place as soon as programs boot through it.
-module(init).

-export([get_argument/1, get_arguments/0, get_plain_arguments/0, get_status/0, script_id/0,
         stop/0, stop/1, restart/0, reboot/0]).

get_argument(root) -> {ok, [["."]]};
get_argument(_Flag) -> error.

get_arguments() -> [].

get_plain_arguments() -> [].

get_status() -> {started, started}.

script_id() -> {"joist", []}.

stop() -> stop(0).

stop(Status) -> erlang:halt(Status).

restart() -> erlang:error(not_supported).

reboot() -> erlang:error(not_supported).

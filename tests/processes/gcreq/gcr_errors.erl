%% SPDX-License-Identifier: Apache-2.0
%% garbage_collect and check_process_code: bad arguments.
-module(gcr_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?R(erlang:garbage_collect(id(a))),
    ?R(erlang:garbage_collect(id(1), [])),
    ?R(erlang:garbage_collect(self(), id(a))),
    ?R(erlang:garbage_collect(self(), [id(a)])),
    ?R(erlang:garbage_collect(self(), [{type, id(full)}])),
    ?R(erlang:garbage_collect(make_ref())),
    ?R(erlang:check_process_code(id(a), ?MODULE)),
    ?R(erlang:check_process_code(self(), id(1))),
    ?R(erlang:check_process_code(self(), ?MODULE, id(a))),
    ?R(erlang:check_process_code(self(), ?MODULE, [id(a)])),
    ?S(proc:none()).

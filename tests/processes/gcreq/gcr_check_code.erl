%% SPDX-License-Identifier: Apache-2.0
%% check_process_code: nothing old runs, so false; asynchronous answers.
-module(gcr_check_code).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    ?S(erlang:check_process_code(self(), ?MODULE)),
    ?S(erlang:check_process_code(self(), no_such_module)),
    ?S(erlang:check_process_code(P, proc)),
    ?S(erlang:check_process_code(P, proc, [])),
    ?S(erlang:check_process_code(P, proc, [{allow_gc, true}])),
    ?S(erlang:check_process_code(P, proc, [{allow_gc, false}])),
    ?S(erlang:check_process_code(P, proc, [{async, my_request}])),
    ?S(proc:next()),
    ?S(erlang:check_process_code(self(), proc, [{async, mine}])),
    ?S(proc:next()),
    ?S(proc:kill(P)),
    ?S(erlang:check_process_code(P, proc)).

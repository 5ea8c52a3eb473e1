%% SPDX-License-Identifier: Apache-2.0
%% spawn_request's option reply: yes, no, error_only, success_only; failures come as replies too.
-module(spw_request_reply).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    [begin
        R = spawn_request(fun() -> ok end, [{reply, Reply}]),
        proc:show({good, Reply, is_reference(R)}, proc:none())
     end || Reply <- [yes, no, error_only, success_only]],
    [begin
        R = spawn_request(fun() -> ok end, [{reply, Reply}, {bad_option, 1}]),
        proc:show({bad, Reply, is_reference(R)}, proc:none())
     end || Reply <- [yes, no, error_only, success_only]],
    spawn_request(fun() -> ok end, [{reply_tag, t}, unknown]),
    ?S(proc:none()),
    spawn_request(erlang, send, [self(), sent], [{reply, no}]),
    ?S(proc:none()).

%% SPDX-License-Identifier: Apache-2.0
%% process_display is not run, but the item backtrace is a binary, also of others; sensitive hides.
-module(inf_backtrace).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    {backtrace, B} = process_info(P, backtrace),
    ?S(is_binary(B) andalso byte_size(B) > 0),
    {backtrace, Mine} = process_info(self(), backtrace),
    ?S(is_binary(Mine)),
    P ! {proc, fun() -> process_flag(sensitive, true) end},
    proc:do(P, fun() -> put(secret, 1), ok end),
    P ! not_shown,
    ?S(process_info(P, dictionary)),
    ?S(process_info(P, messages)),
    ?S(process_info(P, message_queue_len)),
    ?S(process_info(P, backtrace)),
    ?S(process_info(P, current_stacktrace)),
    ?R(erlang:process_display(id(a), backtrace)),
    ?R(erlang:process_display(self(), id(no_backtrace))),
    ?S(proc:kill(P)).

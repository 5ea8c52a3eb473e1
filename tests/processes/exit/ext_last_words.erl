%% SPDX-License-Identifier: Apache-2.0
%% What a process has done before its end is done: messages, names, ets-free state, links.
-module(ext_last_words).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    {P, R} = spawn_monitor(fun() ->
        register(last_words, self()),
        put(k, v),
        Me ! {words, get(k)},
        exit(last)
    end),
    ?S(proc:down(R)),
    ?S(proc:next()),
    ?S(is_process_alive(P)),
    ?S(whereis(last_words)),
    ?S(process_info(P)),
    ?S(process_info(P, messages)),
    ?S(P ! hello),
    ?S(try last_words ! hello catch error:W -> W end),
    ?S(exit(P, kill)),
    ?S(lists:member(P, processes())).

%% SPDX-License-Identifier: Apache-2.0
%% max_heap_size: what the flag was, in all forms.
-module(mhp_values).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(process_flag(max_heap_size, 100000)),
    ?S(process_flag(max_heap_size, #{size => 200000})),
    ?S(process_flag(max_heap_size, #{size => 200000, kill => false})),
    ?S(process_flag(max_heap_size, #{size => 200000, error_logger => false, kill => true})),
    ?S(process_flag(max_heap_size, 0)),
    ?S(process_flag(max_heap_size, #{size => 0, kill => true, error_logger => true})),
    ?R(process_flag(max_heap_size, id(1))),
    ?R(process_flag(max_heap_size, id(#{}))),
    ?R(process_flag(max_heap_size, id(#{kill => true}))),
    ?R(process_flag(max_heap_size, id(#{size => 100000, other => true}))),
    ?R(process_flag(max_heap_size, id(-5))).

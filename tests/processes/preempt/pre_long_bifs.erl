%% SPDX-License-Identifier: Apache-2.0
%% heavy: lists of 300,000 elements
%% Others progress while processes are inside long natives, and the results are right.
-module(pre_long_bifs).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Me = self(),
    Big = lists:seq(1, 300000),
    Bin = binary:copy(<<"abcdefghij">>, 30000),
    Work = [
        fun() -> length(Big) end,
        fun() -> erlang:phash2(Big) =:= erlang:phash2(lists:seq(1, 300000)) end,
        fun() -> byte_size(term_to_binary(Big)) end,
        fun() -> length(binary_to_term(term_to_binary(Big))) end,
        fun() -> length(binary:matches(Bin, <<"j">>)) end,
        fun() -> length(binary_to_list(Bin)) end,
        fun() -> byte_size(list_to_binary([Bin, Bin])) end,
        fun() -> hd(lists:reverse(Big)) end,
        fun() -> length(Big -- lists:seq(2, 300000)) end,
        fun() -> erlang:md5(Bin) =:= erlang:md5(binary:copy(Bin)) end,
        fun() -> lists:member(none, Big) end,
        fun() -> length(lists:sort(lists:reverse(Big))) end
    ],
    Pids = [spawn(fun() -> Me ! {self(), F()} end) || F <- Work],
    Ticks = ticks(0),
    ?S([receive {P, V} -> V end || P <- Pids]),
    ?S(Ticks).

ticks(10) -> 10;
ticks(N) -> receive after 1 -> ticks(N + 1) end.

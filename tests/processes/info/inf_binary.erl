%% SPDX-License-Identifier: Apache-2.0
%% The item binary lists off-heap binaries with their sizes.
-module(inf_binary).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    P = proc:worker(),
    B = binary:copy(<<"0123456789">>, 100),
    proc:do(P, fun() -> put(b, B), ok end),
    {binary, L} = process_info(P, binary),
    ?S(lists:member(1000, [Size || {_, Size, _} <- L])),
    proc:do(P, fun() -> erase(b), ok end),
    ?S(proc:do(P, fun() -> erlang:garbage_collect() end)),
    C = binary:copy(<<"x">>, 3333),
    proc:do(P, fun() -> put(c, C), put(d, binary:part(C, 1, 100)), ok end),
    {binary, M} = process_info(P, binary),
    ?S(lists:member(3333, [Size || {_, Size, _} <- M])),
    ?S(proc:stop(P)).

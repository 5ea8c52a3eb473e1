%% SPDX-License-Identifier: Apache-2.0
%% garbage_collect/0,1,2 on oneself.
-module(gcr_self).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?S(erlang:garbage_collect()),
    ?S(erlang:garbage_collect(self())),
    ?S(erlang:garbage_collect(self(), [])),
    ?S(erlang:garbage_collect(self(), [{type, minor}])),
    ?S(erlang:garbage_collect(self(), [{type, major}])),
    ?S(erlang:garbage_collect(self(), [{async, request}])),
    ?S(proc:next()),
    ?S(erlang:garbage_collect(self(), [{async, {r, 1}}, {type, minor}])),
    ?S(proc:next()),
    L = lists:seq(1, 1000),
    T = {L, L, <<1, 2, 3>>},
    erlang:garbage_collect(self(), [{type, major}]),
    ?S(erlang:phash2(T) =:= erlang:phash2({lists:seq(1, 1000), L, <<1, 2, 3>>})).

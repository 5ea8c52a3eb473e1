%% SPDX-License-Identifier: Apache-2.0
%% link and unlink with what is no pid.
-module(lnk_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?R(link(id(a))),
    ?R(link(id(1))),
    ?R(link(make_ref())),
    ?R(link(id({name, node()}))),
    ?R(unlink(id(a))),
    ?R(unlink(id(<<>>))),
    ?R(apply(erlang, link, [[]])).

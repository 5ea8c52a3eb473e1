%% SPDX-License-Identifier: Apache-2.0
%% spawn_request: what raises at once.
-module(spw_request_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    ?R(spawn_request(id(a))),
    ?R(spawn_request(id(1), f, [])),
    ?R(spawn_request(m, f, id(a))),
    ?R(spawn_request(m, f, [a | id(b)])),
    ?R(spawn_request(m, f, [], id(a))),
    ?R(spawn_request(fun main/0, id(a))),
    ?R(spawn_request(fun main/0, [{reply, id(maybe_)}])),
    ?R(spawn_request(fun main/0, [link | id(a)])),
    ?R(spawn_request(id(nonode), fun main/0)),
    ?R(spawn_request(id(1), fun main/0)),
    ?R(spawn_request_abandon(id(a))),
    ?S(proc:none()).

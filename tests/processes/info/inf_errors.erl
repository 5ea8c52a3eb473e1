%% SPDX-License-Identifier: Apache-2.0
%% process_info and is_process_alive with bad arguments.
-module(inf_errors).
-export([main/0]).
-include("t.hrl").
-include("proc.hrl").

main() ->
    Dead = spawn(fun() -> ok end),
    proc:gone(Dead),
    ?R(process_info(id(a))),
    ?R(process_info(id(1), status)),
    ?R(process_info(self(), id(1))),
    ?R(process_info(self(), id(unknown))),
    ?R(process_info(Dead, id(unknown))),
    ?R(process_info(make_ref(), status)),
    ?R(is_process_alive(id(a))),
    ?R(is_process_alive(id({a, node()}))),
    ?S(is_process_alive(Dead)),
    ?S(is_process_alive(self())),
    ?S(process_info(Dead)),
    ?S(process_info(Dead, messages)),
    ?S([process_info(Dead, I) || I <- [links, registered_name, memory, dictionary]]).
